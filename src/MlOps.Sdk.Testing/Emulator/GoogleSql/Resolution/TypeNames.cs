using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Types as they are written.</summary>
internal static class TypeNames
{
    public static GoogleSqlType Resolve(TypeName name)
    {
        switch (name.Name)
        {
            case "ARRAY" when name.Element is { } element:
                GoogleSqlType type = Resolve(element);
                return type.Kind == GoogleSqlTypeKind.Array ? throw SqlError.At(name.At, "Arrays of arrays are not supported") : GoogleSqlType.ArrayOf(type);
            case "STRUCT":
                return GoogleSqlType.StructOf([.. name.Fields.Select(field => new GoogleSqlField(field.Name ?? "", Resolve(field.Type)))]);
            case "BIGNUMERIC" or "BIGDECIMAL" or "GEOGRAPHY" or "INTERVAL" or "RANGE":
                throw SqlError.NotSupported(name.At, $"the type {name.Name}");
        }

        return GoogleSqlType.Find(name.Name) is { Kind: not GoogleSqlTypeKind.Null } found ? found : throw SqlError.At(name.At, $"Type not found: {name.Name}");
    }

    /// <summary>A type in an expression, where its parameters would count.</summary>
    public static GoogleSqlType ResolveExact(TypeName name) =>
        name.Parameters.Count > 0 ? throw SqlError.NotSupported(name.At, $"the parameters of {name.Name} in an expression") : Resolve(name);
}
