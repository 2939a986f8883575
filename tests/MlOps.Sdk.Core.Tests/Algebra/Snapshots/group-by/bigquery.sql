SELECT
  `Origin`,
  EXTRACT(MONTH FROM `Day`) AS `Month`,
  COUNT(*) AS `Trips`,
  COUNTIF(`Delay` > 15) AS `Late`,
  AVG(`Delay`) AS `Mean`,
  IFNULL(MAX(IF(IS_NAN(`Distance`), NULL, `Distance`)), MAX(`Distance`)) AS `Longest`
FROM `flights.trips`
GROUP BY 1, 2
