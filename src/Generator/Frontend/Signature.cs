using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>The parameters of the method of a rule or stage, sorted by their meaning.</summary>
internal sealed class Signature(RuleForm form)
{
    /// <summary>The entry in <see cref="Inputs"/> of the parameter that random numbers are drawn from, which is no value.</summary>
    public const int Noise = -1;

    /// <summary>The position of each parameter's value, in the order of the parameters.</summary>
    public List<int> Inputs { get; } = [];

    public List<Hyperparameter> Hyperparameters { get; } = [];

    public List<(IParameterSymbol Symbol, StateSlot Slot)> States { get; } = [];

    /// <summary>Reads the parameters of a method; null if they are refused.</summary>
    public static Signature? Read(RuleForm form, IMethodSymbol method, ProgramBuilder builder, DiagnosticBag diagnostics)
    {
        var signature = new Signature(form);
        if (signature.Problem(method, builder) is not (var symbol, var text))
            return KeyReader.CheckStates(signature.States.Select(s => s.Symbol), diagnostics) ? signature : null;
        if (method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Error))
            diagnostics.AddCompilerError();
        else
            diagnostics.Add(Descriptors.RuleSignature, symbol.Locations.FirstOrDefault(), text);
        return null;
    }

    private (ISymbol Symbol, string Text)? Problem(IMethodSymbol method, ProgramBuilder builder)
    {
        bool isPlain = method.IsStatic && method.ReturnsVoid && !method.IsGenericMethod && !method.IsAsync;
        if (!isPlain || method.DeclaredAccessibility != Accessibility.Public)
            return (method, $"{form.Method} of {form.Name} must be declared 'public static void', and neither async nor generic");
        if (method.Parameters is not [{ RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Single }, ..]
            || form.Kind == ProgramKind.Rule && !(method.Parameters.Length > 1 && IsValue(method.Parameters[1])))
            return (method, $"{form.Method} of {form.Name} must begin with {form.Beginning}");

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (Input(parameter, builder) is { } problem)
                return (parameter, problem);
        }

        bool hasRate = Hyperparameters.Any(h => h.IsLearningRate && h.Type == ScalarType.Double);
        if (form.Kind == ProgramKind.Rule && !hasRate)
        {
            return (
                method,
                "Update of an update rule lacks a parameter for the learning rate, which model.LearningRate sets; "
                    + "add one with a default, such as 'double learningRate = 1e-3'");
        }

        if (form.Kind != ProgramKind.Rule && hasRate)
        {
            return (
                method.Parameters.First(p => p.Name == Hyperparameter.LearningRateName),
                $"{form.Title} has no learning rate, because that is the rule's; "
                    + "rename the hyperparameter 'learningRate', or remove it");
        }

        foreach ((IParameterSymbol symbol, StateSlot slot) in States)
        {
            bool isLacking = slot.InitialFrom == -2;
            if (isLacking || (slot.InitialFrom >= 0 && Hyperparameters[slot.InitialFrom] is { Type: not ScalarType.Double }))
            {
                string advice = "must name a hyperparameter of type double; write nameof one of them";
                string given = symbol.Attribute(Names.State)?.NamedArguments
                    .Where(a => a.Key == nameof(StateSlot.InitialFrom))
                    .Select(a => a.Value.Value as string)
                    .FirstOrDefault() ?? "";
                string? nearest = isLacking
                    ? NearestName.Find(given, Hyperparameters.Where(h => h.Type == ScalarType.Double).Select(h => h.Name))
                    : null;
                return (symbol, $"InitialFrom of state '{symbol.Name}' {advice}{NearestName.Question(nearest)}");
            }
        }

        return null;
    }

    private string? Input(IParameterSymbol parameter, ProgramBuilder builder)
    {
        switch (parameter)
        {
            case { Ordinal: 0 }:
                Inputs.Add(form.Kind switch
                {
                    ProgramKind.Rule => builder.Parameter(parameter.Name),
                    ProgramKind.Transform => builder.Gradient(parameter.Name),
                    _ => builder.Updated(parameter.Name),
                });
                return null;
            case { Ordinal: 1 } when IsValue(parameter):
                Inputs.Add(form.Kind == ProgramKind.Rule ? builder.Gradient(parameter.Name) : builder.Parameter(parameter.Name));
                return null;
            case { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Single }:
                return AddState(parameter, PerOf(parameter), builder);
            case { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Double }:
                return AddState(parameter, Rate.Tensor, builder);
            case { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Int64, HasExplicitDefaultValue: false }
                when Inputs.All(i => i == Noise || builder[i].Op != Op.Step):
                Inputs.Add(builder.Step(parameter.Name));
                return null;
            case { RefKind: RefKind.None, HasExplicitDefaultValue: false } when parameter.Type.Is(Names.Noise) && !Inputs.Contains(Noise):
                Inputs.Add(Noise);
                return null;
            case { RefKind: RefKind.None, HasExplicitDefaultValue: true } when TypeOf(parameter.Type) is { } type:
                Inputs.Add(builder.Hyperparameter(Hyperparameters.Count, type, parameter.Name));
                return Hyper(parameter, type);
            case { RefKind: RefKind.None, HasExplicitDefaultValue: false } when TypeOf(parameter.Type) is not null:
                string declaration = $"{parameter.Type.ToDisplayString()} {parameter.Name}";
                return $"Hyperparameter '{parameter.Name}' needs a default value; write '{declaration} = ...'";
            default:
                return $"Parameter '{parameter.Name}' of {form.Name} must be one of these: 'ref float' or 'ref double' for state, "
                    + "one 'long' without a default for the step, one 'Noise' for random numbers, "
                    + "'double', 'long' or 'bool' with a default for a hyperparameter";
        }
    }

    private static bool IsValue(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Single };

    private string? AddState(IParameterSymbol parameter, Rate rate, ProgramBuilder builder)
    {
        Inputs.Add(builder.State(States.Count, rate, parameter.Name));
        States.Add((parameter, State(parameter, rate)));
        return null;
    }

    private string? Hyper(IParameterSymbol parameter, ScalarType type)
    {
        AttributeData? attribute = parameter.Attribute(Names.Interval);
        Interval range = Interval.All;
        if (attribute?.ConstructorArguments is [{ Value: string interval }] && !Interval.TryParse(interval, out range))
            return $"The range of '{parameter.Name}' is no interval; write for example \"[0, 1)\"";
        string message = attribute?.NamedArguments.FirstOrDefault(a => a.Key == nameof(Hyperparameter.Message)).Value.Value as string
            ?? $"Invalid {Identifiers.Snake(parameter.Name)} value";
        long bits = parameter.ExplicitDefaultValue switch
        {
            double number => BitConverter.DoubleToInt64Bits(number),
            long whole => whole,
            true => 1,
            _ => 0,
        };
        if (type == ScalarType.Double && !range.Contains(BitConverter.Int64BitsToDouble(bits))
            || type == ScalarType.Long && !range.Contains(bits))
            return $"The default of '{parameter.Name}' is not in its range {range}; change one of the two";
        Hyperparameters.Add(new(parameter.Name, type, bits, range, message));
        return null;
    }

    private static StateSlot State(IParameterSymbol parameter, Rate rate)
    {
        double initial = 0;
        int from = -1;
        foreach (KeyValuePair<string, TypedConstant> argument in parameter.Attribute(Names.State)?.NamedArguments ?? [])
        {
            if (argument is { Key: nameof(StateSlot.Initial), Value.Value: double number })
                initial = number;
            if (argument is { Key: nameof(StateSlot.InitialFrom), Value.Value: string name })
                from = HyperparameterIndex((IMethodSymbol)parameter.ContainingSymbol, name);
        }

        return new(parameter.Name, rate, BitConverter.DoubleToInt64Bits(initial), from, -1);
    }

    // States precede hyperparameters, so the indices of hyperparameters are counted ahead. Returns -2 if there is none of the name.
    private static int HyperparameterIndex(IMethodSymbol method, string name)
    {
        IParameterSymbol[] hyperparameters = [.. method.Parameters.Where(p => p.HasExplicitDefaultValue)];
        int index = Array.FindIndex(hyperparameters, p => p.Name == name);
        return index < 0 ? -2 : index;
    }

    // Row and column have the values that the attribute gives them.
    private static Rate PerOf(IParameterSymbol parameter)
    {
        object? per = parameter.Attribute(Names.State)?.NamedArguments.FirstOrDefault(a => a.Key == "Per").Value.Value;
        return per switch { 1 => Rate.Row, 2 => Rate.Column, _ => Rate.Varying };
    }

    private static ScalarType? TypeOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => ScalarType.Double,
        SpecialType.System_Int64 => ScalarType.Long,
        SpecialType.System_Boolean => ScalarType.Bool,
        _ => null,
    };
}
