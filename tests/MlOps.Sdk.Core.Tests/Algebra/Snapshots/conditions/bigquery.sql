SELECT
  CASE WHEN `Distance` < 500.0 THEN 'near' WHEN `Distance` < 1500.0 THEN 'middle' ELSE 'far' END AS `Band`,
  `Origin` IN ('SEA', 'LAX', 'SFO') AS `West`,
  IFNULL(CASE `Origin` WHEN 'LAS' THEN 3.0 WHEN 'SEA' THEN 2.5 END, 0.0) AS `Fare`,
  (MOD(`Id`, 2) = 1) <> (`Fare` > 10.0) AS `Odd`
FROM `flights.trips`
