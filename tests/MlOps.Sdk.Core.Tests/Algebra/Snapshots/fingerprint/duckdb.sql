SELECT *
FROM trips
WHERE farm_fingerprint("Origin") % 100 < 10
