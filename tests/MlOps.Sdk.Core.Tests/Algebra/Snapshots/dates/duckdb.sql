SELECT
  year("Day") AS "Year",
  hour("Left") AS "Hour",
  dayofweek("Day") AS "Weekday",
  CASE WHEN "Day" > DATE '9999-12-24' THEN error('a day is beyond the years 1 to 9999') ELSE "Day" + 7 END AS "Week",
  "Left"::DATE AS "Day",
  (epoch_us("Left") - epoch_us(TIMESTAMP '2001-01-01 00:00:00.000000')) / 3600000000e0 AS "Hours"
FROM trips
