using System.Collections.Generic;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>The functions that a rule may call.</summary>
internal static class Intrinsics
{
    /// <summary>Functions of Math and MathF, and of RuleMath if Math's throws or leaves a case open.</summary>
    private static readonly Dictionary<string, Op> Table = new()
    {
        ["Math.Sqrt"] = Op.Sqrt,
        ["Math.Abs"] = Op.Abs,
        ["Math.Min"] = Op.Min,
        ["Math.Max"] = Op.Max,
        ["Math.Floor"] = Op.Floor,
        ["Math.Ceiling"] = Op.Ceiling,
        ["Math.Truncate"] = Op.Truncate,
        ["Math.Round"] = Op.Round,
        ["Math.FusedMultiplyAdd"] = Op.FusedMultiplyAdd,
        ["Math.Pow"] = Op.Pow,
        ["Math.Exp"] = Op.Exp,
        ["Math.Log"] = Op.Log,
        ["Math.Tanh"] = Op.Tanh,
        ["Math.Cbrt"] = Op.Cbrt,
        ["Math.Cos"] = Op.Cos,
        ["Math.Atan2"] = Op.Atan2,
        ["RuleMath.CopySign"] = Op.CopySign,
        ["RuleMath.Sign"] = Op.Sign,
        ["RuleMath.FlushSubnormal"] = Op.FlushSubnormal,
        ["RuleMath.Pow"] = Op.Pow,
        ["RuleMath.Exp"] = Op.Exp,
        ["RuleMath.Log"] = Op.Log,
        ["RuleMath.Tanh"] = Op.Tanh,
        ["RuleMath.Cbrt"] = Op.Cbrt,
        ["RuleMath.Atan2"] = Op.Atan2,
    };

    /// <summary>Returns true if a method is a function that rules may call.</summary>
    public static bool TryFind(IMethodSymbol method, out Op op)
    {
        op = default;
        return Class(method) is { } name
            && Table.TryGetValue($"{name}.{method.Name}", out op)
            && method.Parameters.Length == OpTable.Arity(op);
    }

    /// <summary>Returns true if a method draws a random number.</summary>
    public static bool TryFindDraw(IMethodSymbol method, out Op op)
    {
        op = method.Name == "Normal" ? Op.NormalNoise : Op.UniformNoise;
        return method.ContainingType.Is(Names.Noise) && method.Name is "Normal" or "Uniform";
    }

    /// <summary>Returns true if a method is a reduction.</summary>
    /// <remarks><see cref="CallReader"/> makes the operations of a reduction.</remarks>
    public static bool TryFindReduction(IMethodSymbol method, out (string Function, Rate Rate) reduction)
    {
        string name = method.Name;
        reduction = !method.ContainingType.Is(Names.Reduce) ? default
            : BeginsWith(name, nameof(Rate.Row)) ? (name.Substring(nameof(Rate.Row).Length), Rate.Row)
            : BeginsWith(name, nameof(Rate.Column)) ? (name.Substring(nameof(Rate.Column).Length), Rate.Column)
            : (name, Rate.Tensor);
        return reduction.Function is not null;
    }

    /// <summary>Returns true if the function is RuleMath.Clamp: the lesser of high and the greater of low and x.</summary>
    public static bool IsClamp(IMethodSymbol method) => method.Name == "Clamp" && method.ContainingType.Is(Names.RuleMath);

    /// <summary>Returns the class whose function is for numbers of a type; null if the function of any class is.</summary>
    public static string? ClassFor(Op op, ScalarType type) =>
        OpTable.Shape(op) != OpShape.Function ? null : type == ScalarType.Element ? "RuleMath" : "Math";

    private static bool BeginsWith(string name, string beginning) => name.StartsWith(beginning, System.StringComparison.Ordinal);

    private static string? Class(IMethodSymbol method) =>
        method.ContainingType.Is("System.Math") || method.ContainingType.Is("System.MathF") ? "Math"
        : method.ContainingType.Is(Names.RuleMath) ? "RuleMath"
        : null;
}
