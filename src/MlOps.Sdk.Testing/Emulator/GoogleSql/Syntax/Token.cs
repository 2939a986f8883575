namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes and escapes; of bytes each character is one.</param>
/// <param name="Start">Where it begins, as an index.</param>
/// <param name="End">Where what follows begins.</param>
/// <param name="At">Where it begins, for messages.</param>
/// <param name="Source">As it is written.</param>
internal sealed record Token(TokenKind Kind, string Text, int Start, int End, Position At, string Source)
{
    public bool IsName => Kind == TokenKind.QuotedName || (Kind == TokenKind.Word && !Keywords.IsReserved(Text));

    public bool IsWord(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>What messages call it.</summary>
    public string Description => Kind switch
    {
        TokenKind.End => "end of script",
        TokenKind.Word when Keywords.IsKeyword(Text) => $"keyword {Text.ToUpperInvariant()}",
        TokenKind.Word => $"identifier \"{Text}\"",
        TokenKind.QuotedName => $"identifier `{Text}`",
        TokenKind.Integer => $"integer literal \"{Source}\"",
        TokenKind.Float => $"floating point literal \"{Source}\"",
        TokenKind.String => $"string literal {Source}",
        TokenKind.Bytes => $"bytes literal {Source}",
        _ => $"\"{Source}\"",
    };
}
