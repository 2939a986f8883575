using MlOps.Sdk.Data;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>What people call a type.</summary>
internal static class TypeText
{
    public static string Of(DataType type) => type switch
    {
        DataType.Boolean => "true or false",
        DataType.Int64 => "whole number",
        DataType.Double => "number",
        DataType.String => "text",
        DataType.Date => "day",
        _ => "instant",
    };
}
