SELECT "Id", "Distance"
FROM (
SELECT *
FROM trips
ORDER BY isnan("Distance") ASC NULLS LAST, "Distance" DESC NULLS LAST, "Id" ASC NULLS LAST
LIMIT 10
)
