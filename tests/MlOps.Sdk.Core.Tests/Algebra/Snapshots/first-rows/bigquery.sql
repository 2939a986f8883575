SELECT `Id`, `Distance`
FROM (
SELECT *
FROM `flights.trips`
ORDER BY `Distance` DESC, `Id` ASC
LIMIT 10
)
