using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace MlOps.Sdk.Lineage;

/// <summary>One instruction of IL: its code and what it works on (a member, or a constant as text).</summary>
internal readonly record struct Instruction(string Code, object? Operand)
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Instruction> Read(MethodBase method, MethodBody body)
    {
        byte[] il = body.GetILAsByteArray() ?? [];
        Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        int position = 0;
        while (position < il.Length)
        {
            short value = il[position++];
            if (value == 0xFE)
                value = (short)(0xFE00 | il[position++]);
            OpCode code = Codes[value];
            int size = SizeOf(code.OperandType, il, position);
            yield return new Instruction(code.Name ?? "", ReadOperand(code.OperandType, il.AsSpan(position, size)));
            position += size;
        }

        object? ReadOperand(OperandType type, ReadOnlySpan<byte> bytes) => type switch
        {
            OperandType.InlineNone => null,
            OperandType.InlineString => method.Module.ResolveString(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok =>
                method.Module.ResolveMember(BinaryPrimitives.ReadInt32LittleEndian(bytes), typeArguments, methodArguments),
            OperandType.InlineSig => Convert.ToHexString(method.Module.ResolveSignature(BinaryPrimitives.ReadInt32LittleEndian(bytes))),
            _ => Convert.ToHexString(bytes),
        };
    }

    private static int SizeOf(OperandType type, byte[] il, int position) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(position))),
        _ => 4,
    };
}
