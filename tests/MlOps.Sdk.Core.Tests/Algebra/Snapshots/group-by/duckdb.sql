SELECT
  "Origin",
  month("Day") AS "Month",
  count(*) AS "Trips",
  count(*) FILTER (WHERE "Delay" > 15) AS "Late",
  avg("Delay") AS "Mean",
  coalesce(max("Distance") FILTER (WHERE NOT isnan("Distance")), max("Distance")) AS "Longest"
FROM trips
GROUP BY 1, 2
