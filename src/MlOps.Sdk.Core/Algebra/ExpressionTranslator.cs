using System.Linq.Expressions;
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
    public static ScalarNode TranslateScalar(LambdaExpression lambda, Schema? row = null) => throw new NotImplementedException();

    /// <summary>The columns of a lambda whose body is an anonymous type, a record's constructor, an object initializer, a column or the row.</summary>
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ValueList<NamedScalar> TranslateProjection(LambdaExpression lambda, Schema? row = null) => throw new NotImplementedException();

    /// <summary>The values of a key: a single value or the members of an anonymous type.</summary>
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ValueList<NamedScalar> TranslateKey(LambdaExpression lambda, Schema? row = null) => throw new NotImplementedException();

    /// <summary>The features of a lambda whose body is an anonymous type of columns, values and <see cref="Feature"/> calls.</summary>
    /// <exception cref="TranslationException">Parts can't be translated; all are named.</exception>
    public static ValueList<FeaturePlan> TranslateFeatures(LambdaExpression lambda, Schema? row = null) => throw new NotImplementedException();
}
