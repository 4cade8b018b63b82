using System.Collections.Generic;
using System.Linq;
using System;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>The hyperparameters of a class and of each of its parameters.</summary>
/// <param name="Class">The hyperparameters of the class: of the rule, then of each stage.</param>
/// <param name="Parameters">The hyperparameters of each parameter, in the order of the parameters.</param>
internal sealed record TargetBinding(Binding Class, IReadOnlyList<ParameterBinding> Parameters)
{
    /// <summary>The id of the first problem; null if there is none.</summary>
    public string? Refusal => Class.Problems.Concat(Parameters.SelectMany(p => p.Problems)).Select(p => p.Descriptor.Id).FirstOrDefault();

    /// <summary>Returns the hyperparameters of a class and of its parameters, with all problems.</summary>
    public static TargetBinding Create(ComposedRule rule, TargetModel target)
    {
        ComposedArguments ofClass = ComposedArguments.Collect(target);
        Binding bound = ofClass.Bind(rule, target);
        ParameterBinding BindingOf(ParameterField field) =>
            RowwiseStep.Checked(rule.Whole, field, ParameterBinding.Create(rule, target, ofClass, bound, field));
        return new(bound, [.. target.Parameters.Select(BindingOf)]);
    }
}

/// <summary>The hyperparameters of one parameter.</summary>
/// <param name="Values">The bits of each hyperparameter; the learning rate is that of the class.</param>
/// <param name="LearningRateScale">The factor on the learning rate of the class.</param>
/// <param name="Problems">The problems of the arguments that the parameter sets itself, with indices among these arguments.</param>
internal sealed record ParameterBinding(EquatableArray<long> Values, double LearningRateScale, IReadOnlyList<BindingProblem> Problems)
{
    /// <summary>Returns the hyperparameters of a parameter: those of the class, and its own in their place.</summary>
    public static ParameterBinding Create(
        ComposedRule rule, TargetModel target, ComposedArguments arguments, Binding ofClass, ParameterField field)
    {
        if (field.Arguments.Count == 0 || ofClass.Problems.Count > 0)
            return new(ofClass.Values, field.LearningRateScale, []);
        Binding all = arguments.With(field.Arguments).Bind(rule, target);
        BindingProblem[] problems = [.. all.Problems];

        int rate = rule.Programs[0].Hyperparameters.ToList().FindIndex(h => h.IsLearningRate);
        double own = BitConverter.Int64BitsToDouble(all.Values[rate]), common = BitConverter.Int64BitsToDouble(ofClass.Values[rate]);
        if (own != common && common == 0)
        {
            string message = $"Invalid learning rate: that of '{field.Name}' keeps its ratio to the learning rate of the class, "
                + "which is 0; give the class one above 0";
            problems = [.. problems, new(Descriptors.HyperparameterOutOfRange, -1, message)];
        }

        long[] values = [.. all.Values];
        values[rate] = ofClass.Values[rate];
        return new(new(values), own == common ? field.LearningRateScale : field.LearningRateScale * (own / common), problems);
    }
}
