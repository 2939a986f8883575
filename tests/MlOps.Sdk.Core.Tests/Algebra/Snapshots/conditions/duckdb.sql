SELECT
  CASE WHEN "Distance" < 500e0 THEN 'near' WHEN "Distance" < 1500e0 THEN 'middle' ELSE 'far' END AS "Band",
  "Origin" IN ('SEA', 'LAX', 'SFO') AS "West",
  coalesce([3e0, 2.5e0][list_position(['LAS', 'SEA'], "Origin")]::DOUBLE, 0e0) AS "Fare",
  ("Id" % 2 = 1) <> ("Fare" > 10e0 AND NOT isnan("Fare")) AS "Odd"
FROM trips
