# Checks that print a line each, for the programs beside this file.

$failed = 0

def check(what)
  yield
  puts "ok - #{what}"
rescue StandardError => e
  $failed += 1
  puts "not ok - #{what}: #{e.class}: #{e.message}"
end

def equal(actual, expected)
  raise "#{actual.inspect} is not #{expected.inspect}" unless actual == expected
end
