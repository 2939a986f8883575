SELECT `Id`, `Name` AS `Airport`, `Longitude` < (-100.0) AS `West`
FROM (
SELECT `Origin`, `Id`
FROM `flights.trips`
) AS left_rows
JOIN (
SELECT `Code`, `Name`, `Longitude`
FROM `flights.airports`
) AS right_rows ON `Origin` = `Code`
