using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>A part of a regular expression.</summary>
internal abstract record RegexNode
{
    /// <summary>Whether it matches the empty text.</summary>
    public abstract bool CanBeEmpty { get; }

    /// <summary>How many characters it has once its repetitions are written out.</summary>
    public abstract long Size { get; }
}

/// <summary>Parts that follow each other.</summary>
internal sealed record RegexSequence(ValueList<RegexNode> Parts) : RegexNode
{
    public override bool CanBeEmpty => Parts.All(part => part.CanBeEmpty);

    public override long Size => Parts.Sum(part => part.Size);
}

/// <summary>Parts of which the first is taken with which the whole matches.</summary>
internal sealed record RegexChoice(ValueList<RegexNode> Options) : RegexNode
{
    public override bool CanBeEmpty => Options.Any(option => option.CanBeEmpty);

    public override long Size => Options.Sum(option => option.Size);
}

/// <summary>A part from so many to so many times, or any number.</summary>
internal sealed record RegexRepeat(RegexNode Part, int From, int? To, bool Lazy) : RegexNode
{
    public override bool CanBeEmpty => From == 0;

    public override long Size => Math.Max(1, To ?? From) * Part.Size;
}

/// <summary>Brackets; with a number if what they match can be asked for.</summary>
internal sealed record RegexGroup(RegexNode Part, int? Number) : RegexNode
{
    public override bool CanBeEmpty => Part.CanBeEmpty;

    public override long Size => Part.Size;
}

/// <summary>The start or the very end of the text.</summary>
internal sealed record RegexAnchor(bool IsEnd) : RegexNode
{
    public override bool CanBeEmpty => true;

    public override long Size => 0;
}
