-- Send the requests of a file in turn, bound in number as well as in time,
-- number them, and print the figures as JSON.

local sent, most, first, parts = 0, 0, 0, {}

local function split(text)
   local from, to = text:find("_NUMBER_", 1, true)
   if from then return { text:sub(1, from - 1), text:sub(to + 1) } end
   return { text }
end

function init(arguments)
   most, first = tonumber(arguments[1]), tonumber(arguments[2])
   for line in io.lines(arguments[3]) do
      local path, accept = line:match("^(%S+) (.*)$")
      wrk.headers["Accept"] = accept
      parts[#parts + 1] = split(wrk.format("GET", path))
   end
end

function request()
   sent = sent + 1
   if sent > most then wrk.thread:stop() end
   local part = parts[sent % #parts + 1]
   if part[2] then return part[1] .. (first + sent) .. part[2] end
   return part[1]
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
