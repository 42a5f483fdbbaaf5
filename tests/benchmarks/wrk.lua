-- Bound a run of wrk in requests as well as in time, and print its figures as JSON.

local sent, most, text = 0, 0, nil

function init(arguments)
   most = tonumber(arguments[1])
   text = wrk.format()
end

function request()
   sent = sent + 1
   if sent > most then wrk.thread:stop() end
   return text
end

function done(summary, latency)
   local e = summary.errors
   io.write(string.format(
      '\n{"median": %.7f, "p99": %.7f, "requests": %d, "seconds": %.6f, "failures": %d}\n',
      latency:percentile(50) / 1e6, latency:percentile(99) / 1e6,
      summary.requests, summary.duration / 1e6,
      e.connect + e.read + e.write + e.status + e.timeout))
end
