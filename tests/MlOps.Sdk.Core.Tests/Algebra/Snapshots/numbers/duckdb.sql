SELECT
  "Id" + 1 AS "Sum",
  "Id" // 2 AS "Half",
  "Id" % 7 AS "Rest",
  "Distance" / "Fare" AS "Quotient",
  CASE WHEN abs("Distance") < 10000000000000000e0 THEN CASE WHEN ABS("Distance" * 10e0 - TRUNC("Distance" * 10e0)) = 0.5e0 THEN 2e0 * ROUND("Distance" * 10e0 / 2e0) ELSE ROUND("Distance" * 10e0) END / 10e0 ELSE "Distance" END AS "Rounded",
  CASE WHEN "Distance" < 0 THEN 'NaN'::DOUBLE ELSE sqrt("Distance") END AS "Root",
  trunc("Distance")::BIGINT AS "Cut",
  "Id"::DOUBLE / 100e0 AS "Share"
FROM trips
