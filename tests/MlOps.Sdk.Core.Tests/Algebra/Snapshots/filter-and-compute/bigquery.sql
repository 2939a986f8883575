SELECT
  `Id`,
  IFNULL(SAFE_MULTIPLY(`Distance`, 1.609344), IF(`Distance` > 0, CAST('inf' AS FLOAT64), CAST('-inf' AS FLOAT64))) AS `Kilometers`,
  coalesce(`Delay` > 15, false) AS `Late`,
  IFNULL(`Delay`, 0) AS `Delay`,
  `Day`
FROM `flights.trips`
WHERE `Distance` > 0.0 AND NOT (`Origin` = `Destination`)
