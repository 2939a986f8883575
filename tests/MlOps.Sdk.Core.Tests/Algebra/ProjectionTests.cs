using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Algebra;

/// <summary>Lambdas that make rows, keys and features.</summary>
public sealed class ProjectionTests
{
    private sealed record Flight(string Id, string? Origin, int Distance, double Delay, bool Late, DateOnly Day);

    private sealed record Leg([property: Column("leg id")] string Id, double Delay)
    {
        public int Miles { get; init; }
    }

    private static string Show(ValueList<NamedScalar> columns) => string.Join("; ", columns.Select(column => $"{column.Name} = {DuckDbDialect.Scalar(column.Value)}"));

    private static ValueList<NamedScalar> Project<T>(Expression<Func<Flight, T>> lambda, Schema? row = null) => ExpressionTranslator.TranslateProjection(lambda, row);

    private static ValueList<FeaturePlan> Features<T>(Expression<Func<Flight, T>> lambda) => ExpressionTranslator.TranslateFeatures(lambda);

    [Fact]
    public void An_anonymous_type_a_record_and_an_initializer_make_rows()
    {
        Assert.Equal("Id = \"Id\"; Miles = \"Distance\" * 2", Show(Project(f => new { f.Id, Miles = f.Distance * 2 })));
        Assert.Equal("leg id = \"Id\"; Delay = \"Delay\"; Miles = \"Distance\"", Show(Project(f => new Leg(f.Id, f.Delay) { Miles = f.Distance })));
        Assert.Equal("Id = \"Id\"", Show(Project(f => f.Id)));
        Assert.Equal(6, Project(f => f).Count);
    }

    [Fact]
    public void A_row_that_lacks_columns_of_its_type_is_refused()
    {
        Assert.Contains(
            "Leg has columns that get no value: Miles; set them or mark them [NotMapped].",
            Assert.Throws<TranslationException>(() => Project(f => new Leg(f.Id, f.Delay))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_of_the_row_has_the_last_word_on_types_and_nulls()
    {
        Schema schema = new([new("Distance", DataType.Int64, Nullable: true), new("Delay", DataType.Int64, Nullable: false)]);
        NamedScalar[] columns = [.. Project(f => new { f.Distance, f.Delay }, schema)];
        Assert.True(columns[0].Value.Nullable);
        Assert.Equal("\"Delay\"::DOUBLE", DuckDbDialect.Scalar(columns[1].Value));
        Assert.Contains("there is no column 'Id'", Assert.Throws<TranslationException>(() => Project(f => new { f.Id }, schema)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_one_value_or_several()
    {
        Assert.Equal("Id = \"Id\"", Show(ExpressionTranslator.TranslateKey((Expression<Func<Flight, string>>)(f => f.Id))));
        Assert.Equal(2, ExpressionTranslator.TranslateKey((Expression<Func<Flight, object>>)(f => new { f.Id, f.Day })).Count);
        Assert.Equal("Key = \"Distance\" % 7", Show(ExpressionTranslator.TranslateKey((Expression<Func<Flight, int>>)(f => f.Distance % 7))));
    }

    [Fact]
    public void Features_are_numbers_or_what_analyzers_make_of_values()
    {
        int size = 50;
        FeaturePlan[] features =
        [
            .. Features(f => new
            {
                f.Delay,
                f.Distance,
                f.Late,
                Origin = Feature.Vocabulary(f.Origin, size: size),
                Day = Feature.Vocabulary(f.Day, 7),
                Scaled = Feature.Standardize(f.Distance),
            }),
        ];
        Assert.Equal(
            ["\"Delay\"", "\"Distance\"::DOUBLE", "\"Late\"::DOUBLE", "\"Origin\"", "\"Day\"", "\"Distance\"::DOUBLE"],
            features.Select(feature => DuckDbDialect.Scalar(feature.Value)));
        Assert.Equal([null, null, null, new VocabularyPlan(50), new VocabularyPlan(7), new StandardizePlan()], features.Select(feature => feature.Analyzer));
    }

    [Fact]
    public void A_value_that_is_no_feature_is_refused_with_what_to_write()
    {
        string message = Assert.Throws<TranslationException>(() => Features(f => new { f.Origin, f.Day, Bad = Feature.Vocabulary(f.Delay, 5), None = Feature.Vocabulary(f.Id, f.Id.GetHashCode()) })).Message;
        Assert.Equal(
            [
                "'f.Origin': a text is no feature by itself; write Origin = Feature.Vocabulary(f.Origin, 50).",
                "'f.Day': a Date is no feature by itself; write Day = Feature.DateParts(f.Day), or take a number out of it, such as f.Day.DayOfYear.",
                "'Feature.Vocabulary(f.Delay, 5)': a vocabulary is of texts, whole numbers, Booleans or days; write Feature.Buckets for a double, or cast it to (long).",
                "'Feature.Vocabulary(f.Id, f.Id.GetHashCode())': the size must be a constant or a captured variable.",
            ],
            message.Split(Environment.NewLine));
    }

    [Fact]
    public void Rows_cells_and_features_can_not_be_executed()
    {
        Assert.Throws<InvalidOperationException>(() => Feature.Vocabulary("x", 3));
        foreach (System.Reflection.MethodInfo method in typeof(Feature).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public))
        {
            System.Reflection.MethodInfo callable = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(string)) : method;
            object?[] arguments = callable.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null).ToArray();
            Assert.IsType<InvalidOperationException>(Assert.Throws<System.Reflection.TargetInvocationException>(() => callable.Invoke(null, arguments)).InnerException);
        }

        Assert.Throws<InvalidOperationException>(() => (double)(Cell)null!);
    }
}
