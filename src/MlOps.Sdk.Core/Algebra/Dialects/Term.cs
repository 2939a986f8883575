namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A printed expression, and how tightly it binds, so that brackets stand only where they are needed.</summary>
internal readonly record struct Term(string Text, Level Level = Level.Atom)
{
    public static implicit operator Term(string atom) => new(atom);

    /// <summary>The text as an operand of an operator that takes operands that bind at least this tightly.</summary>
    public string At(Level level) => Level <= level ? Text : $"({Text})";

    /// <inheritdoc />
    public override string ToString() => Text;
}
