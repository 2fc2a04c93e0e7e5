x = 1
puts ENV.to_h
