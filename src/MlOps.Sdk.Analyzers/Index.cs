namespace System;

// .NET Standard 2.0 lacks it, and the compiler asks for it wherever a pattern such as [var first, .. ] takes a list apart.
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
