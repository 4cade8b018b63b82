using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Ir;

/// <summary>The shape of an instruction: the types of its operands and of its result.</summary>
internal enum OpShape : byte
{
    /// <summary>An input, of the type of the value that it reads.</summary>
    Input,

    /// <summary>Numbers of one type to a number of that type.</summary>
    Arithmetic,

    /// <summary>
    /// Floating-point numbers of one type to a number of that type. The function is RuleMath's for elements, and Math's for doubles, whose
    /// last bits differ by host.
    /// </summary>
    Function,

    /// <summary>Doubles to a double; has no vector form.</summary>
    UniformFunction,

    /// <summary>A random number for each element, without operands.</summary>
    Draw,

    /// <summary>All elements to a double, or the elements of a row or column to an element. Sums are added up in double.</summary>
    Reduction,

    /// <summary>A number of one type to a number of another type.</summary>
    Conversion,

    /// <summary>Two numbers of one type to a truth value.</summary>
    Comparison,

    /// <summary>Truth values to a truth value.</summary>
    Logic,

    /// <summary>A truth value and two values of one type to a value of that type.</summary>
    Choice,
}

/// <summary>The table of operations, with one row for each <see cref="Op"/>.</summary>
internal static class OpTable
{
    private static readonly Dictionary<Op, (OpShape Shape, int Arity)> Rows = new()
    {
        [Op.Input] = (OpShape.Input, 0),
        [Op.Parameter] = (OpShape.Input, 0),
        [Op.Gradient] = (OpShape.Input, 0),
        [Op.Updated] = (OpShape.Input, 0),
        [Op.State] = (OpShape.Input, 0),
        [Op.Step] = (OpShape.Input, 0),
        [Op.GradientScale] = (OpShape.Input, 0),
        [Op.Hyperparameter] = (OpShape.Input, 0),
        [Op.Constant] = (OpShape.Input, 0),
        [Op.Count] = (OpShape.Input, 0),
        [Op.IsMatrix] = (OpShape.Input, 0),
        [Op.Add] = (OpShape.Arithmetic, 2),
        [Op.Subtract] = (OpShape.Arithmetic, 2),
        [Op.Multiply] = (OpShape.Arithmetic, 2),
        [Op.Divide] = (OpShape.Arithmetic, 2),
        [Op.Negate] = (OpShape.Arithmetic, 1),
        [Op.Sqrt] = (OpShape.Arithmetic, 1),
        [Op.Abs] = (OpShape.Arithmetic, 1),
        [Op.Min] = (OpShape.Arithmetic, 2),
        [Op.Max] = (OpShape.Arithmetic, 2),
        [Op.CopySign] = (OpShape.Arithmetic, 2),
        [Op.Sign] = (OpShape.Arithmetic, 1),
        [Op.FlushSubnormal] = (OpShape.Arithmetic, 1),
        [Op.StopGradient] = (OpShape.Arithmetic, 1),
        [Op.Surrogate] = (OpShape.Arithmetic, 3),
        [Op.Floor] = (OpShape.Arithmetic, 1),
        [Op.Ceiling] = (OpShape.Arithmetic, 1),
        [Op.Truncate] = (OpShape.Arithmetic, 1),
        [Op.Round] = (OpShape.Arithmetic, 1),
        [Op.FusedMultiplyAdd] = (OpShape.Arithmetic, 3),
        [Op.Pow] = (OpShape.Function, 2),
        [Op.Exp] = (OpShape.Function, 1),
        [Op.Log] = (OpShape.Function, 1),
        [Op.Tanh] = (OpShape.Function, 1),
        [Op.Cbrt] = (OpShape.Function, 1),
        [Op.Cos] = (OpShape.UniformFunction, 1),
        [Op.Atan2] = (OpShape.Function, 2),
        [Op.MultiplyAddEstimate] = (OpShape.Arithmetic, 3),
        [Op.SqrtEstimate] = (OpShape.Arithmetic, 1),
        [Op.Reciprocal] = (OpShape.Arithmetic, 1),
        [Op.UniformNoise] = (OpShape.Draw, 0),
        [Op.NormalNoise] = (OpShape.Draw, 0),
        [Op.Sum] = (OpShape.Reduction, 1),
        [Op.Mean] = (OpShape.Reduction, 1),
        [Op.Norm] = (OpShape.Reduction, 1),
        [Op.Maximum] = (OpShape.Reduction, 1),
        [Op.ToElement] = (OpShape.Conversion, 1),
        [Op.ToDouble] = (OpShape.Conversion, 1),
        [Op.Less] = (OpShape.Comparison, 2),
        [Op.LessOrEqual] = (OpShape.Comparison, 2),
        [Op.Greater] = (OpShape.Comparison, 2),
        [Op.GreaterOrEqual] = (OpShape.Comparison, 2),
        [Op.Equal] = (OpShape.Comparison, 2),
        [Op.NotEqual] = (OpShape.Comparison, 2),
        [Op.And] = (OpShape.Logic, 2),
        [Op.Or] = (OpShape.Logic, 2),
        [Op.Not] = (OpShape.Logic, 1),
        [Op.Select] = (OpShape.Choice, 3),
    };

    private static readonly Dictionary<string, Op> ByName = Names();

    // Passes look up the shape of every instruction: an index is quicker than a hash.
    private static readonly (OpShape Shape, int Arity)[] ByNumber = [.. Rows.OrderBy(r => r.Key).Select(r => r.Value)];

    public static OpShape Shape(Op op) => ByNumber[(int)op].Shape;

    /// <summary>Returns true if integers can be operands, too.</summary>
    public static bool TakesIntegers(Op op) =>
        Shape(op) is not (OpShape.Arithmetic or OpShape.Function)
        || op is Op.Add or Op.Subtract or Op.Multiply or Op.Negate or Op.Abs or Op.Min or Op.Max;

    /// <summary>Returns true if the last bits of the result differ by machine, although the operation is arithmetic.</summary>
    public static bool IsEstimate(Op op) => op is Op.MultiplyAddEstimate or Op.SqrtEstimate;

    public static int Arity(Op op) => ByNumber[(int)op].Arity;

    public static bool TryParse(string name, out Op op) => ByName.TryGetValue(name, out op);

    private static Dictionary<string, Op> Names()
    {
        var names = new Dictionary<string, Op>(StringComparer.Ordinal);
        foreach (Op op in Rows.Keys)
            names.Add(op.ToString(), op);
        return names;
    }
}
