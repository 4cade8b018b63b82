using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>Checks that a rule can step single rows of a table, and leave the other rows for later.</summary>
internal static class RowwiseStep
{
    /// <summary>
    /// Returns the binding of a parameter. A problem is added if the parameter has a sparse gradient and the rule cannot step row by row.
    /// </summary>
    public static ParameterBinding Checked(Rule rule, ParameterField field, ParameterBinding binding)
    {
        if (!field.IsSparse || binding.Problems.Count > 0 || Obstacle(rule, field, binding) is not { } obstacle)
            return binding;
        string message = $"{rule.Update.Name} {obstacle}; use another rule for it, or take the attribute away";
        return binding with { Problems = [new(Descriptors.SparseGradient, -1, field.Name, message)] };
    }

    // Only the specialised program counts: a part of the rule that it does not use is no obstacle.
    private static string? Obstacle(Rule rule, ParameterField field, ParameterBinding binding)
    {
        Program formula = Pipeline.Formula(rule.Update, binding.Values, field.IsMatrix);
        Program kernel = Pipeline.Kernel(formula, binding.Values, field.StorageInfo.Element);
        bool ComparesStep(Instruction i) =>
            i.Op is >= Op.Less and <= Op.NotEqual && i.Operands.Any(o => kernel.Instructions[o].Op == Op.Step);

        if (rule.Evaluate is not null)
            return "moves every row between training and evaluation";
        if (kernel.IsMeasured)
            return "computes something of the whole parameter, and steps no row alone";
        return kernel.Instructions.Any(ComparesStep)
            ? "treats one step differently from others, and a row may be touched first at any step"
            : null;
    }
}
