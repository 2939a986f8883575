SELECT `Id`, `Delays`
FROM (
SELECT `Origin`, `Id`
FROM `flights.trips`
) AS left_rows
LEFT JOIN (
SELECT `Origin` AS `Origin2`, `Delays`
FROM (
SELECT `Origin`, COUNT(*) AS `Delays`
FROM `flights.trips`
WHERE `Delay` > 60
GROUP BY 1
)
) AS right_rows ON `Origin` = `Origin2`
