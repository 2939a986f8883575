using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>Statements that make and change things.</summary>
public sealed class StatementTests : IDisposable
{
    private readonly GoogleSqlDatabase _database = new();

    [Fact]
    public void A_table_is_made_of_a_query()
    {
        TranslatedStatement statement = Translate("CREATE OR REPLACE TABLE `tests.flights.copy` PARTITION BY DATE(`Left`) CLUSTER BY Origin, Id OPTIONS (description='d') AS SELECT * FROM trips");

        Assert.Equal(StatementKind.CreateTableAsSelect, statement.Kind);
        Assert.Equal(new TablePath("tests", "flights", "copy"), statement.Target);
        Assert.Equal(CreateCondition.Replace, statement.Condition);
        Assert.Equal(new Partitioning("Left", "DAY", null), statement.Partitioning);
        Assert.Equal(["Origin", "Id"], statement.Clustering);
        Assert.Equal("d", statement.Options["description"]);
        Assert.Equal(3, _database.Execute(statement.Sql).Count);
    }

    [Fact]
    public void A_table_is_made_of_columns()
    {
        TranslatedStatement statement = Translate("CREATE TABLE IF NOT EXISTS flights.fresh (a INT64 NOT NULL, b ARRAY<STRUCT<x STRING, y FLOAT64>>, c STRING(10) OPTIONS(description='c')) "
            + "PARTITION BY RANGE_BUCKET(a, GENERATE_ARRAY(0, 100, 10))");

        Assert.Equal(StatementKind.CreateTable, statement.Kind);
        Assert.Equal(CreateCondition.Skip, statement.Condition);
        Assert.Equal(["a INT64 True", "b ARRAY<STRUCT<x STRING, y FLOAT64>> False", "c STRING False"], statement.Columns.Select(column => $"{column.Name} {column.Type} {column.Required}"));
        Assert.Equal((0L, 100L, 10L), statement.Partitioning!.Range);
    }

    [Fact]
    public void A_model_has_options_and_a_query()
    {
        TranslatedStatement statement = Translate("""
            CREATE OR REPLACE MODEL `flights.delays`
            OPTIONS (model_type='BOOSTED_TREE_CLASSIFIER', input_label_cols=['Late'], max_iterations=50, l1_reg=0.5, early_stop=FALSE, learn_rate=HPARAM_RANGE(0.1, 0.5))
            AS SELECT Distance, Delay > 15 AS Late FROM trips
            """);

        Assert.Equal(StatementKind.CreateModel, statement.Kind);
        Assert.Equal(new TablePath("tests", "flights", "delays"), statement.Target);
        Assert.Equal("BOOSTED_TREE_CLASSIFIER", statement.Options["MODEL_TYPE".ToLowerInvariant()]);
        Assert.Equal(["Late"], Assert.IsAssignableFrom<IEnumerable<object?>>(statement.Options["input_label_cols"]));
        Assert.Equal(50L, statement.Options["max_iterations"]);
        Assert.Equal(0.5, statement.Options["l1_reg"]);
        Assert.Equal(false, statement.Options["early_stop"]);
        Assert.Equal([0.1, 0.5], Assert.IsType<OptionCall>(statement.Options["learn_rate"]).Arguments);
        Assert.Equal(["Distance FLOAT64", "Late BOOL"], statement.Columns.Select(column => $"{column.Name} {column.Type}"));
    }

    [Fact]
    public void Predictions_are_read_from_a_table_that_the_caller_fills()
    {
        TranslatedStatement statement = Translate("SELECT Id, predicted_Delay FROM ML.PREDICT(MODEL flights.model, (SELECT Id, Distance FROM trips WHERE Id < 3), STRUCT(0.5 AS threshold)) ORDER BY Id");

        ModelCall call = Assert.Single(statement.ModelCalls);
        Assert.Equal((ModelFunction.Predict, new TablePath("tests", "flights", "model")), (call.Function, call.Model));
        Assert.Equal(0.5, call.Settings["threshold"]);
        Assert.Equal(["Id", "Distance"], call.InputColumns.Select(column => column.Name));
        _database.Execute($"CREATE TABLE {call.Name} AS SELECT *, 42e0 AS \"predicted_Delay\" FROM ({call.InputSql})");
        Assert.Equal([1L, 42.0], _database.Execute(statement.Sql)[0]);
    }

    [Fact]
    public void Rows_are_inserted_changed_and_deleted()
    {
        _database.Execute(Translate("INSERT INTO airports (Code, Longitude) VALUES ('LAX', -118), ('XXX', NULL)").Sql);
        _database.Execute(Translate("INSERT flights.airports SELECT Destination, Origin, Distance FROM trips WHERE Id = 3").Sql);
        _database.Execute(Translate("UPDATE airports SET Name = CONCAT(Code, '?') WHERE Name IS NULL").Sql);
        _database.Execute(Translate("DELETE FROM airports AS a WHERE a.Code = 'XXX'").Sql);

        Assert.Equal("'LAX', 'LAX?'; 'SEA', 'Seattle'; 'SFO', 'SEA'; 'SFO', 'San Francisco'", _database.Query("SELECT Code, Name FROM airports ORDER BY Code, Name"));

        _database.Execute(Translate("TRUNCATE TABLE airports").Sql);
        Assert.Equal("0", _database.Query("SELECT COUNT(*) FROM airports"));
    }

    [Theory]
    [InlineData("INSERT INTO airports VALUES (1, 'a', 2)", "Value has type INT64 which cannot be inserted into column Code, which has type STRING")]
    [InlineData("INSERT INTO airports (Code) VALUES ('a', 'b')", "Inserted row has wrong column count; Has 2, expected 1")]
    [InlineData("INSERT INTO airports (Nope) VALUES (1)", "Column Nope is not present in table")]
    [InlineData("DELETE FROM airports", "Expected keyword WHERE but got end of script")]
    [InlineData("CREATE TABLE flights.x AS SELECT 1", "CREATE TABLE columns must be named, but column 1 has no name")]
    [InlineData("CREATE TABLE flights.x AS SELECT 1 AS a, 2 AS A", "Duplicate column names in the result are not supported")]
    [InlineData("CREATE TABLE flights.x PARTITION BY Id AS SELECT 1 AS Id", "PARTITION BY expression references column Id")]
    [InlineData("CREATE MODEL flights.m TRANSFORM(a) AS SELECT 1 AS a", "doesn't support CREATE MODEL … TRANSFORM")]
    public void What_does_not_fit_is_refused(string sql, string message)
    {
        Assert.Contains(message, Assert.Throws<EmulatorException>(() => Translate(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_and_exports_name_what_they_mean()
    {
        TranslatedStatement drop = Translate("DROP TABLE IF EXISTS `p-1.d.t`");
        Assert.Equal((StatementKind.DropTable, new TablePath("p-1", "d", "t"), true), (drop.Kind, drop.Target, drop.IfExists));
        Assert.Equal(new TablePath("my-project-1", "d", "t"), Translate("DROP MODEL my-project-1.d.t").Target);

        TranslatedStatement export = Translate("EXPORT DATA OPTIONS(uri='gs://b/*.parquet', format='PARQUET', overwrite=true) AS SELECT Id FROM trips");
        Assert.Equal((StatementKind.ExportData, true), (export.Kind, export.Options["overwrite"]));
        Assert.Equal(3, _database.Execute(export.Sql).Count);
    }

    public void Dispose() => _database.Dispose();

    private TranslatedStatement Translate(string sql) => GoogleSqlTranslator.Translate(sql, _database);
}
