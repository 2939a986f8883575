namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>A place in the text, from 1; columns are code points, a tab reaches to the next multiple of 8.</summary>
internal readonly record struct Position(int Line, int Column)
{
    public override string ToString() => $"[{Line}:{Column}]";
}
