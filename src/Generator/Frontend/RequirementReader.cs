using System.Linq;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads a requirement of a rule on its hyperparameters together: a call of <c>Rule.Require</c>.</summary>
internal static class RequirementReader
{
    private static readonly (string Construct, string Instead) Unfit =
        ("such a call of Rule.Require", "its condition is on hyperparameters other than the learning rate, and its message is constant");

    /// <summary>Returns the requirement, or null if the call is refused.</summary>
    public static Requirement? Read(IInvocationOperation call, ExpressionReader expressions, ProgramBuilder builder)
    {
        Microsoft.CodeAnalysis.IOperation[] arguments = [.. call.Arguments.OrderBy(a => a.Parameter?.Ordinal).Select(a => a.Value)];
        if (arguments.Length != 2 || expressions.Read(arguments[0]) is not { } condition)
            return null;
        if (arguments[1].ConstantValue.Value is string message && DependsOnHyperparametersOnly(builder, condition))
            return new(condition, message);
        expressions.Refuse(call, Unfit);
        return null;
    }

    private static bool DependsOnHyperparametersOnly(ProgramBuilder builder, int position)
    {
        Instruction instruction = builder[position];
        return instruction.Op switch
        {
            Op.Hyperparameter => instruction.Name != Hyperparameter.LearningRateName,
            Op.Constant => true,
            _ => !instruction.IsInput && instruction.Operands.All(o => DependsOnHyperparametersOnly(builder, o)),
        };
    }
}
