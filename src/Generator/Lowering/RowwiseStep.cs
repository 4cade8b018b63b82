using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>Tells whether a rule can step single rows of a table, and leave the others for later.</summary>
internal static class RowwiseStep
{
    /// <summary>The binding of a parameter with whatever keeps a sparse one from being stepped row by row.</summary>
    public static ParameterBinding Checked(Rule rule, ParameterField field, ParameterBinding binding) =>
        field.IsSparse && binding.Problems.Count == 0 && Obstacle(rule, field, binding) is { } obstacle
            ? binding with { Problems = [new(Descriptors.SparseGradient, -1, field.Name, $"{rule.Update.Name} {obstacle}; use another rule for it, or take the attribute away")] }
            : binding;

    // What the specialised rule does not use is no obstacle.
    private static string? Obstacle(Rule rule, ParameterField field, ParameterBinding binding)
    {
        Program kernel = Pipeline.Kernel(Pipeline.Formula(rule.Update, binding.Values, field.IsMatrix), binding.Values, field.StorageInfo.Element);
        return rule.Evaluate is not null ? "moves every row between training and evaluation"
            : kernel.Instructions.Any(i => i.Rate is Rate.Tensor or Rate.Row or Rate.Column) ? "computes something of the whole parameter, and steps no row alone"
            : kernel.Instructions.Any(i => i.Op is >= Op.Less and <= Op.NotEqual && i.Operands.Any(o => kernel.Instructions[o].Op == Op.Step)) ? "treats one step differently from others, and a row may be touched first at any step"
            : null;
    }
}
