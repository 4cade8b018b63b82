using System.Collections.Generic;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>The functions of Math and MathF that a rule may call.</summary>
internal static class Intrinsics
{
    private static readonly Dictionary<string, Op> Table = new()
    {
        ["Sqrt"] = Op.Sqrt,
        ["Abs"] = Op.Abs,
        ["Min"] = Op.Min,
        ["Max"] = Op.Max,
        ["CopySign"] = Op.CopySign,
        ["Pow"] = Op.Pow,
        ["Exp"] = Op.Exp,
        ["Log"] = Op.Log,
        ["Tanh"] = Op.Tanh,
        ["Cos"] = Op.Cos,
        ["Atan2"] = Op.Atan2,
        ["Floor"] = Op.Floor,
        ["Ceiling"] = Op.Ceiling,
    };

    public static bool IsMath(IMethodSymbol method) => method.ContainingType.Is("System.Math") || method.ContainingType.Is("System.MathF");

    public static bool TryFind(IMethodSymbol method, out Op op)
    {
        op = default;
        return IsMath(method) && Table.TryGetValue(method.Name, out op) && method.Parameters.Length == OpTable.Arity(op);
    }
}
