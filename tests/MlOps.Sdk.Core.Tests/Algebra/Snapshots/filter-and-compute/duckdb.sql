SELECT
  "Id",
  "Distance" * 1.609344e0 AS "Kilometers",
  coalesce("Delay" > 15, false) AS "Late",
  coalesce("Delay", 0::BIGINT) AS "Delay",
  "Day"
FROM trips
WHERE ("Distance" > 0e0 AND NOT isnan("Distance"))
  AND "Origin" <> "Destination"
