using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>Whole queries over two small tables.</summary>
public sealed class QueryTests(GoogleSqlDatabase database) : IClassFixture<GoogleSqlDatabase>
{
    [Theory]
    [InlineData("SELECT Id, Distance FROM trips ORDER BY Distance", "2, NaN; 3, 679; 1, 954.5")]
    [InlineData("SELECT Id, Fare FROM trips ORDER BY Fare DESC", "2, 2.5; 1, 1.5; 3, NULL")]
    [InlineData("SELECT Id, Fare FROM trips ORDER BY Fare NULLS LAST", "1, 1.5; 2, 2.5; 3, NULL")]
    [InlineData("SELECT Origin, COUNT(*) AS n, SUM(Delay) FROM trips GROUP BY 1 ORDER BY n DESC", "'SEA', 2, 66; 'LAX', 1, NULL")]
    [InlineData("SELECT Origin AS o, COUNT(*) FROM trips GROUP BY o HAVING COUNT(*) > 1", "'SEA', 2")]
    [InlineData("SELECT Origin, Destination FROM trips GROUP BY ALL ORDER BY 1, 2", "'LAX', 'SEA'; 'SEA', 'LAX'; 'SEA', 'SFO'")]
    [InlineData("SELECT UPPER(Origin) AS u, MAX(Id) FROM trips GROUP BY u ORDER BY u", "'LAX', 2; 'SEA', 3")]
    [InlineData("SELECT UPPER(Origin) || '!', COUNT(*) FROM trips GROUP BY UPPER(Origin) ORDER BY 1", "'LAX!', 1; 'SEA!', 2")]
    [InlineData("SELECT t.Id, a.Name FROM trips AS t LEFT JOIN airports AS a ON t.Destination = a.Code ORDER BY t.Id", "1, NULL; 2, 'Seattle'; 3, 'San Francisco'")]
    [InlineData("SELECT Id, Name FROM trips JOIN airports ON Destination = Code ORDER BY Id", "2, 'Seattle'; 3, 'San Francisco'")]
    [InlineData("SELECT t.Id FROM trips t RIGHT JOIN airports a ON t.Destination = a.Code AND t.Id > 2 ORDER BY a.Code", "NULL; 3")]
    [InlineData("SELECT COUNT(*) FROM trips FULL JOIN airports ON Origin = Code", "4")]
    [InlineData("SELECT COUNT(*) FROM trips, airports", "6")]
    [InlineData("SELECT * FROM (SELECT 1 AS k, 'a' AS x) JOIN (SELECT 1 AS k, 'b' AS y) USING (k)", "1, 'a', 'b'")]
    [InlineData("SELECT k, x, y FROM (SELECT 1 AS k, 'a' AS x) FULL JOIN (SELECT 2 AS k, 'b' AS y) USING (k) ORDER BY k", "1, 'a', NULL; 2, NULL, 'b'")]
    [InlineData("SELECT Id, tag FROM trips, UNNEST(Tags) AS tag ORDER BY tag", "1, 'a'; 1, 'b'")]
    [InlineData("SELECT Id, tag FROM trips, trips.Tags AS tag ORDER BY tag DESC", "1, 'b'; 1, 'a'")]
    [InlineData("SELECT Id, tag, o FROM trips LEFT JOIN UNNEST(Tags) AS tag WITH OFFSET AS o ORDER BY Id, o", null)]
    [InlineData("SELECT Id, tag, o FROM trips LEFT JOIN UNNEST(Tags) AS tag WITH OFFSET AS o ON TRUE ORDER BY Id, o", "1, 'a', 0; 1, 'b', 1; 2, NULL, NULL; 3, NULL, NULL")]
    [InlineData("SELECT x FROM UNNEST([3, 1]) AS x WITH OFFSET ORDER BY offset DESC", "1; 3")]
    [InlineData("SELECT a, b FROM UNNEST([STRUCT(1 AS a, 'x' AS b), (2, 'y')]) WHERE a > 1", "2, 'y'")]
    [InlineData("SELECT r.a FROM UNNEST(ARRAY<STRUCT<a INT64>>[STRUCT(5)]) AS r", "5")]
    [InlineData("WITH big AS (SELECT * FROM trips WHERE Id > 1), names AS (SELECT Id FROM big) SELECT COUNT(*) FROM names", "2")]
    [InlineData("WITH trips AS (SELECT 9 AS Id) SELECT Id FROM trips", "9")]
    [InlineData("WITH x AS (SELECT 1 AS a) SELECT (SELECT a FROM x) + 1", "2")]
    [InlineData("SELECT Id FROM trips WHERE Origin IN (SELECT Code FROM airports) ORDER BY Id", "1; 3")]
    [InlineData("SELECT Id FROM trips t WHERE EXISTS(SELECT 1 FROM airports WHERE Code = t.Destination) ORDER BY Id", "2; 3")]
    [InlineData("SELECT Id, (SELECT Name FROM airports WHERE Code = Origin) FROM trips ORDER BY Id", "1, 'Seattle'; 2, NULL; 3, 'Seattle'")]
    [InlineData("SELECT Id, ROW_NUMBER() OVER (PARTITION BY Origin ORDER BY Id DESC) AS n FROM trips QUALIFY n = 1 ORDER BY Id", "2, 1; 3, 1")]
    [InlineData("SELECT Id, SUM(Id) OVER (ORDER BY Id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM trips ORDER BY Id", "1, 1; 2, 3; 3, 5")]
    [InlineData("SELECT Id, LAG(Id) OVER w, LAST_VALUE(Id) OVER w FROM trips WINDOW w AS (ORDER BY Id) ORDER BY Id", "1, NULL, 1; 2, 1, 2; 3, 2, 3")]
    [InlineData("SELECT Origin, SUM(COUNT(*)) OVER () FROM trips GROUP BY Origin ORDER BY 1", "'LAX', 3; 'SEA', 3")]
    [InlineData("SELECT DISTINCT Origin FROM trips ORDER BY Origin DESC", "'SEA'; 'LAX'")]
    [InlineData("(SELECT 1 AS a UNION ALL SELECT 2.5) ORDER BY a DESC LIMIT 1", "2.5")]
    [InlineData("SELECT 1 AS a UNION DISTINCT SELECT 1", "1")]
    [InlineData("SELECT x FROM UNNEST([1, 2]) AS x EXCEPT DISTINCT SELECT 2", "1")]
    [InlineData("SELECT 1 INTERSECT DISTINCT SELECT 2", "")]
    [InlineData("SELECT * EXCEPT (Tags, `Left`, Day, Note) REPLACE (Id * 10 AS Id) FROM trips WHERE Id = 1", "10, 'SEA', 'LAX', 954.5, 1.5, 5")]
    [InlineData("SELECT t.* EXCEPT (Tags, `Left`, Day, Note, Delay, Fare, Distance) FROM trips t WHERE Id = 1", "1, 'SEA', 'LAX'")]
    [InlineData("SELECT AS STRUCT 1 AS a, 'x' AS b", "1, 'x'")]
    [InlineData("SELECT ARRAY(SELECT AS STRUCT Id, Origin FROM trips WHERE Id < 3 ORDER BY Id)", "[(1, 'SEA'), (2, 'LAX')]")]
    [InlineData("SELECT ARRAY_AGG(STRUCT(Id AS i) ORDER BY Id DESC LIMIT 2) FROM trips", "[(3), (2)]")]
    [InlineData("SELECT Id FROM `tests.flights.trips` LIMIT 1 OFFSET 1", "2")]
    [InlineData("SELECT Id FROM `tests`.`flights`.`trips` WHERE trips.Id = 1", "1")]
    [InlineData("SELECT Id FROM `flights.trips` WHERE Id = 1", "1")]
    [InlineData("SELECT Id FROM flights.trips WHERE Id = 1", "1")]
    [InlineData("SELECT COUNT(*) FROM trips TABLESAMPLE SYSTEM (100 PERCENT)", "3")]
    [InlineData("SELECT SAFE_CAST(Note AS INT64) FROM trips ORDER BY Id", "12; NULL; 7")]
    [InlineData("SELECT IF(REGEXP_CONTAINS(Note, r'^\\d+$'), CAST(Note AS INT64), -1) FROM trips ORDER BY Id", "12; -1; 7")]
    [InlineData("SELECT CURRENT_DATE(), CURRENT_TIMESTAMP(), EXTRACT(HOUR FROM CURRENT_TIMESTAMP())", "2024-05-06, 2024-05-06T07:08:09, 7")]
    public void A_query_gives_its_rows(string sql, string? expected)
    {
        if (expected is null)
            Assert.Throws<MlOps.Sdk.Testing.Emulator.Http.EmulatorException>(() => database.Query(sql));
        else
            Assert.Equal(expected, database.Query(sql));
    }

    [Fact]
    public void Parameters_are_values_of_their_types()
    {
        Assert.Equal("1, 'it's', 2024-02-29, NaN, [1, 2], NULL", database.Query(
            "SELECT @Id, @text, @day, @number, @list, @nothing",
            new GoogleSqlParameter("id", GoogleSqlType.Int64, "1"),
            new GoogleSqlParameter("text", GoogleSqlType.String, "it's"),
            new GoogleSqlParameter("day", GoogleSqlType.Date, "2024-02-29"),
            new GoogleSqlParameter("number", GoogleSqlType.Float64, "NaN"),
            new GoogleSqlParameter("list", GoogleSqlType.ArrayOf(GoogleSqlType.Int64), new object?[] { "1", "2" }),
            new GoogleSqlParameter("nothing", GoogleSqlType.String, null)));
        Assert.Equal("5, 7", database.Query(
            "SELECT ?, ?", new GoogleSqlParameter(null, GoogleSqlType.Int64, "5"), new GoogleSqlParameter(null, GoogleSqlType.Int64, "7")));
    }

    [Fact]
    public void Columns_without_a_name_are_named_as_BigQuery_does()
    {
        TranslatedStatement statement = GoogleSqlTranslator.Translate("SELECT 1, Id, Id + 1, trips.Origin FROM trips", database);

        Assert.Equal(["f0_ INT64", "Id INT64", "f2_ INT64", "Origin STRING"], statement.Columns.Select(column => $"{column.Name} {column.Type}"));
        Assert.Equal([new TablePath("tests", "flights", "trips")], statement.ReferencedTables);
    }
}
