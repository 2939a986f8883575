using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Algebra;

/// <summary>Translates lambdas over a row into nodes of the algebra.</summary>
/// <remarks>
/// The row's schema, if given, says the types and nullability of the columns; else the row's .NET type does. Give it wherever it is known: an anonymous
/// type doesn't tell whether its texts may be null.
/// </remarks>
internal static class ExpressionTranslator
{
    /// <summary>The value of a lambda such as <c>f => f.Distance > 0</c>.</summary>
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ScalarNode TranslateScalar(LambdaExpression lambda, Schema? row = null)
    {
        ScalarTranslator translator = new(row);
        ScalarNode? value = translator.Translate(lambda.Body);
        ThrowIfAny(translator.Problems);
        return value!;
    }

    /// <summary>The columns of a lambda whose body is an anonymous type, a record's constructor, an object initializer, a column or the row.</summary>
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ValueList<NamedScalar> TranslateProjection(LambdaExpression lambda, Schema? row = null)
    {
        ScalarTranslator translator = new(row);
        Expression body = lambda.Body;
        ValueList<NamedScalar> columns = body is ParameterExpression parameter && RowType.DataTypeOf(parameter.Type) is null
            ? Whole(parameter, row, translator)
            : Members(body, translator, single: null);
        foreach (IGrouping<string, NamedScalar> namesakes in columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (namesakes.Count() > 1)
            {
                string names = string.Join(" and ", namesakes.Select(column => $"'{column.Name}'"));
                translator.Problem(body, $"the names {names} differ by case alone; give one another name");
            }
        }

        ThrowIfAny(translator.Problems);
        return columns;
    }

    /// <summary>The values of a key: a single value or the members of an anonymous type.</summary>
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ValueList<NamedScalar> TranslateKey(LambdaExpression lambda, Schema? row = null)
    {
        ScalarTranslator translator = new(row);
        ValueList<NamedScalar> values = Members(lambda.Body, translator, single: "Key");
        ThrowIfAny(translator.Problems);
        return values;
    }

    /// <summary>The features of a lambda whose body is an anonymous type of columns, values and <see cref="Feature"/> calls.</summary>
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ValueList<FeaturePlan> TranslateFeatures(LambdaExpression lambda, Schema? row = null)
    {
        ScalarTranslator translator = new(row);
        IReadOnlyList<(string Name, Expression Value)>? members = RowShape.Of(lambda.Body, out string? problem);
        if (problem is not null)
            translator.Problem(lambda.Body, problem);
        if (members is null)
            members = NameOf(lambda.Body) is { } name ? [(name, lambda.Body)] : [("Feature", lambda.Body)];
        List<FeaturePlan> features = [];
        foreach ((string name, Expression value) in members)
        {
            if (FeatureTranslator.Translate(name, value, translator) is { } feature)
                features.Add(feature);
        }

        ThrowIfAny(translator.Problems);
        return features.ToValueList();
    }

    private static ValueList<NamedScalar> Whole(ParameterExpression parameter, Schema? row, ScalarTranslator translator)
    {
        if (row is null && parameter.Type == typeof(Row))
        {
            translator.Problem(parameter, "the columns of a Row are not known here; name them: row => new { A = (double)row[\"A\"] }");
            return [];
        }

        Schema schema = row ?? RowType.SchemaOf(parameter.Type);
        return schema.Columns.Select(column => new NamedScalar(column.Name, ColumnNode.Of(column))).ToValueList();
    }

    private static ValueList<NamedScalar> Members(Expression body, ScalarTranslator translator, string? single)
    {
        IReadOnlyList<(string Name, Expression Value)>? members = RowShape.Of(body, out string? problem);
        if (problem is not null)
            translator.Problem(body, problem);
        if (members is null)
        {
            if ((NameOf(body) ?? single) is not { } name)
            {
                translator.Problem(body, "the value has no name; write new { Name = … }");
                return [];
            }

            members = [(name, body)];
        }

        List<NamedScalar> columns = [];
        foreach ((string name, Expression value) in members)
        {
            if (translator.Translate(value) is { } node)
                columns.Add(new(name, node));
        }

        return columns.ToValueList();
    }

    private static string? NameOf(Expression body) => body switch
    {
        MemberExpression { Expression: ParameterExpression, Member: PropertyInfo property } => RowType.ColumnNameOf(property),
        TranslatedExpression translated => translated.Name,
        UnaryExpression { NodeType: ExpressionType.Convert } conversion => NameOf(conversion.Operand),
        MethodCallExpression { Method.DeclaringType: { } owner, Arguments: [ConstantExpression { Value: string name }] } when owner == typeof(Row) => name,
        _ => null,
    };

    private static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
            throw new TranslationException(problems.ToValueList());
    }
}
