SELECT DISTINCT *
FROM (
(SELECT `Origin` AS `Code`
FROM `flights.trips`)
UNION ALL
(SELECT `Code`
FROM (
SELECT `Destination` AS `Code`
FROM `flights.trips`
))
)
