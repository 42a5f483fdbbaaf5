-- Bound a run of wrk in requests as well as in time, number the requests, and
-- print the figures as JSON.

local sent, most, first, head, tail = 0, 0, 0, nil, nil

function init(arguments)
   most, first = tonumber(arguments[1]), tonumber(arguments[2])
   local text = wrk.format()
   local from, to = text:find("_NUMBER_", 1, true)
   head, tail = text, nil
   if from then head, tail = text:sub(1, from - 1), text:sub(to + 1) end
end

function request()
   sent = sent + 1
   if sent > most then wrk.thread:stop() end
   if tail then return head .. (first + sent) .. tail end
   return head
end

function done(summary, latency)
   local e = summary.errors
   io.write(string.format(
      '\n{"median": %.7f, "p99": %.7f, "longest": %.7f, "requests": %d, "seconds": %.6f, '
      .. '"failures": %d}\n',
      latency:percentile(50) / 1e6, latency:percentile(99) / 1e6, latency.max / 1e6,
      summary.requests, summary.duration / 1e6,
      e.connect + e.read + e.write + e.status + e.timeout))
end
