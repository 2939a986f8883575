namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    Word,
    QuotedName,
    Integer,
    Float,
    String,
    Bytes,
    Parameter,
    Symbol,
    End,
}
