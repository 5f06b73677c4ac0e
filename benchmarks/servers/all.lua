wrk.method="POST"
wrk.path="/predict?version=all"
wrk.body='{"id":"8db4206f-8878-174d-7a23-dd2c4f4ef5a0","score_3":480.0,"score_4":105.2,"score_5":0.8514,"score_6":94.2,"income":50000}'
wrk.headers["Content-Type"]="application/json"
function done(s,l,r) io.write(string.format("RES %d %d %d %d %d %d %d %d\n", s.requests, s.duration, l:percentile(50), l:percentile(99), l:percentile(99.9), l.max, s.errors.status, s.errors.connect+s.errors.read+s.errors.write+s.errors.timeout)) end
