SELECT
  "Origin" || '-' || "Destination" AS "Route",
  upper(trim("Origin", E'\t\n\x0B\f\r ')) AS "Code",
  CASE WHEN length("Destination") < 1 THEN error('a part of a text is out of its range; look at Length before') ELSE substring("Destination", 1, 1) END AS "First",
  length("Origin") AS "Length",
  contains("Note", 'delay') AS "Delayed",
  "Id"::VARCHAR AS "Number"
FROM trips
