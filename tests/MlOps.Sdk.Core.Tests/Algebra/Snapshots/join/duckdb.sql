SELECT "Id", "Name" AS "Airport", "Longitude" < (-100e0) AS "West"
FROM (
SELECT "Origin", "Id"
FROM trips
) AS left_rows
JOIN (
SELECT "Code", "Name", "Longitude"
FROM airports
) AS right_rows ON "Origin" = "Code"
