using System.Linq.Expressions;

namespace MlOps.Sdk.Building;

/// <summary>An expression as it stands in messages.</summary>
internal static class LambdaText
{
    public static string Of(Expression expression) => expression.ToString();
}
