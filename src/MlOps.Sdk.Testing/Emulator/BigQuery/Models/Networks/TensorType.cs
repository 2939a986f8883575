namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>TensorFlow's types of numbers and texts, with its own values.</summary>
internal enum TensorType
{
    Float = 1,
    Double = 2,
    Int32 = 3,
    String = 7,
    Int64 = 9,
    Bool = 10,
}
