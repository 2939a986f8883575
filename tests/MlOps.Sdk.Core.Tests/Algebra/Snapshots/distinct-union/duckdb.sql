SELECT DISTINCT *
FROM (
SELECT "Origin" AS "Code"
FROM trips
UNION ALL BY NAME
SELECT "Destination" AS "Code"
FROM trips
)
