SELECT
  `Id` + 1 AS `Sum`,
  DIV(`Id`, 2) AS `Half`,
  MOD(`Id`, 7) AS `Rest`,
  IEEE_DIVIDE(`Distance`, `Fare`) AS `Quotient`,
  IF(ABS(`Distance`) < 10000000000000000.0, CASE WHEN ABS(`Distance` * 10.0 - TRUNC(`Distance` * 10.0)) = 0.5e0 THEN 2e0 * ROUND(`Distance` * 10.0 / 2e0) ELSE ROUND(`Distance` * 10.0) END / 10.0, `Distance`) AS `Rounded`,
  IF(`Distance` < 0, CAST('nan' AS FLOAT64), SQRT(`Distance`)) AS `Root`,
  CAST(TRUNC(`Distance`) AS INT64) AS `Cut`,
  IEEE_DIVIDE(CAST(`Id` AS FLOAT64), 100.0) AS `Share`
FROM `flights.trips`
