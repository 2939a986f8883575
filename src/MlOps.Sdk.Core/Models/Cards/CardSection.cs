namespace MlOps.Sdk.Models.Cards;

/// <summary>A part of a model card, before it is Markdown or HTML.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">What stands below it.</param>
internal sealed record CardSection(string Title, params IReadOnlyList<CardBlock> Blocks);

internal abstract record CardBlock;

/// <summary>A paragraph of plain text; empty lines divide it into several.</summary>
internal sealed record CardText(string Text) : CardBlock;

/// <summary>Names with what they stand for; the values are shown as code if they are for machines.</summary>
internal sealed record CardFacts(params IReadOnlyList<(string Name, string Value, bool IsCode)> Facts) : CardBlock;

/// <summary>A table; the cells are plain text.</summary>
internal sealed record CardTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : CardBlock;
