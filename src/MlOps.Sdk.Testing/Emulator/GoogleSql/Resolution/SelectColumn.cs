using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>A column of a SELECT list.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Name">Its name; null if it has none.</param>
/// <param name="IsAlias">Whether the name is one that AS gives.</param>
/// <param name="Value">What it is.</param>
/// <param name="Written">The expression; null for a column of *.</param>
internal sealed record SelectColumn(Position At, string? Name, bool IsAlias, Typed Value, Expression? Written);
