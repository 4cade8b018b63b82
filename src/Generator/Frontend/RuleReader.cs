using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads an update rule: the signature here, the body through <see cref="BodyReader"/>.</summary>
internal static class RuleReader
{
    private const string Method = "Update";

    /// <summary>The rule, or null where it is refused.</summary>
    public static Rule? Read(INamedTypeSymbol rule, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        IMethodSymbol[] updates = [.. rule.GetMembers(Method).OfType<IMethodSymbol>()];
        INamedTypeSymbol? closed = Declarations.Outermost(rule).FirstOrDefault(t => !Declarations.IsPartial(t));
        string? problem =
            !rule.IsStatic || rule.TypeKind != TypeKind.Class ? $"An update rule is a static partial class; '{rule.Name}' is not"
            : closed is not null ? $"'{closed.Name}' must be declared partial, because the compiled form of the update rule is generated into '{rule.Name}'"
            : rule.IsGenericType || rule.ContainingType is { IsGenericType: true } ? $"An update rule cannot be generic; make '{rule.Name}' a class of its own"
            : updates.Length == 0 ? $"An update rule has one method Update; '{rule.Name}' has none"
            : null;
        if (problem is not null)
        {
            diagnostics.Add(Descriptors.RuleSignature, Declarations.NameLocation(closed ?? rule), problem);
            return null;
        }

        if (updates.Length > 1)
        {
            diagnostics.Add(Descriptors.RuleSignature, updates[1].Locations[0], $"An update rule has one method Update; '{rule.Name}' has {updates.Length}");
            return null;
        }

        var builder = new ProgramBuilder();
        Signature? signature = Signature.Read(updates[0], builder, diagnostics);
        if (signature is null)
            return null;

        var body = new BodyReader(builder, diagnostics, rule, compilation);
        foreach (IParameterSymbol parameter in updates[0].Parameters)
            body.Declare(parameter, signature.Inputs[parameter.Ordinal]);
        if (!body.Read(updates[0], cancellation))
            return null;

        foreach ((IParameterSymbol symbol, StateSlot slot) in signature.States)
        {
            if (Rates.Join(builder[body.ValueOf(symbol)].Rate, slot.Rate) == slot.Rate)
                continue;
            string scope = slot.Rate switch { Rate.Row => "a row", Rate.Column => "a column", _ => "a parameter" };
            diagnostics.Add(Descriptors.RuleSignature, symbol.Locations.FirstOrDefault(), $"State '{symbol.Name}' has one value for {scope}, but is assigned what differs within {scope}; reduce that first");
            return null;
        }

        Program update = new(
            rule.Name,
            rule.Attribute(Names.UpdateRule)!.NamedArguments.FirstOrDefault(a => a.Key == "Source").Value.Value is string { Length: > 0 } source ? source : null,
            ElementType.Any,
            signature.Hyperparameters.ToEquatableArray(),
            signature.States.Select(s => s.Slot with { Out = body.ValueOf(s.Symbol) }).ToEquatableArray(),
            builder.ToInstructions(),
            body.ValueOf(updates[0].Parameters[0]),
            body.Requirements.ToEquatableArray());
        // Half-typed code can lack names, or have them twice.
        if (Verifier.Check(update) is not null)
        {
            diagnostics.AddCompilerError();
            return null;
        }

        return MoveReader.Read(rule, update, updates[0], compilation, diagnostics, cancellation);
    }

    /// <summary>The parameters of <c>Update</c>, sorted by what they mean.</summary>
    private sealed class Signature
    {
        public List<int> Inputs { get; } = [];

        public List<Hyperparameter> Hyperparameters { get; } = [];

        public List<(IParameterSymbol Symbol, StateSlot Slot)> States { get; } = [];

        public static Signature? Read(IMethodSymbol method, ProgramBuilder builder, DiagnosticBag diagnostics)
        {
            var signature = new Signature();
            if (signature.Problem(method, builder) is not (var symbol, var text))
                return signature;
            if (method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Error))
                diagnostics.AddCompilerError();
            else
                diagnostics.Add(Descriptors.RuleSignature, symbol.Locations.FirstOrDefault(), text);
            return null;
        }

        private (ISymbol Symbol, string Text)? Problem(IMethodSymbol method, ProgramBuilder builder)
        {
            if (!method.IsStatic || !method.ReturnsVoid || method.IsGenericMethod || method.IsAsync || method.DeclaredAccessibility != Accessibility.Public)
                return (method, "Update of an update rule is declared 'public static void' and is not generic");
            if (method.Parameters is not [{ RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Single }, { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Single }, ..])
                return (method, "Update of an update rule begins with 'ref float parameter, float gradient'");

            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (Input(parameter, builder) is { } problem)
                    return (parameter, problem);
            }

            if (!Hyperparameters.Any(h => h.IsLearningRate && h.Type == ScalarType.Double))
                return (method, "Update of an update rule has a parameter 'double learningRate' with a default: the one that model.LearningRate sets");
            foreach ((IParameterSymbol symbol, StateSlot slot) in States)
            {
                if (slot.InitialFrom == -2 || (slot.InitialFrom >= 0 && Hyperparameters[slot.InitialFrom] is { Type: not ScalarType.Double }))
                    return (symbol, $"InitialFrom of state '{symbol.Name}' names a hyperparameter of type double");
            }

            return null;
        }

        private string? Input(IParameterSymbol parameter, ProgramBuilder builder)
        {
            switch (parameter)
            {
                case { Ordinal: 0 }:
                    Inputs.Add(builder.Parameter(parameter.Name));
                    return null;
                case { Ordinal: 1 }:
                    Inputs.Add(builder.Gradient(parameter.Name));
                    return null;
                case { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Single }:
                    return AddState(parameter, PerOf(parameter), builder);
                case { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Double }:
                    return AddState(parameter, Rate.Tensor, builder);
                case { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Int64, HasExplicitDefaultValue: false } when Inputs.All(i => builder[i].Op != Op.Step):
                    Inputs.Add(builder.Step(parameter.Name));
                    return null;
                case { RefKind: RefKind.None, HasExplicitDefaultValue: true } when TypeOf(parameter.Type) is { } type:
                    Inputs.Add(builder.Hyperparameter(Hyperparameters.Count, type, parameter.Name));
                    return Hyper(parameter, type);
                case { RefKind: RefKind.None, HasExplicitDefaultValue: false } when TypeOf(parameter.Type) is not null:
                    return $"Hyperparameter '{parameter.Name}' needs a default value";
                default:
                    return $"Parameter '{parameter.Name}' of an update rule is none of these: 'ref float' or 'ref double' for state, one 'long' without a default for the step, 'double', 'long' or 'bool' with a default for a hyperparameter";
            }
        }

        private string? AddState(IParameterSymbol parameter, Rate rate, ProgramBuilder builder)
        {
            Inputs.Add(builder.State(States.Count, rate, parameter.Name));
            States.Add((parameter, State(parameter, rate)));
            return null;
        }

        private string? Hyper(IParameterSymbol parameter, ScalarType type)
        {
            AttributeData? attribute = parameter.Attribute(Names.Range);
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
            if (type == ScalarType.Double && !range.Contains(BitConverter.Int64BitsToDouble(bits)) || type == ScalarType.Long && !range.Contains(bits))
                return $"The default of '{parameter.Name}' is not in its range {range}";
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

        // States stand before the hyperparameters, so these are counted ahead; -2 says that there is none of the name.
        private static int HyperparameterIndex(IMethodSymbol method, string name)
        {
            IParameterSymbol[] hyperparameters = [.. method.Parameters.Where(p => p.HasExplicitDefaultValue)];
            int index = Array.FindIndex(hyperparameters, p => p.Name == name);
            return index < 0 ? -2 : index;
        }

        // Row and column have the values that the attribute gives them.
        private static Rate PerOf(IParameterSymbol parameter) =>
            parameter.Attribute(Names.State)?.NamedArguments.FirstOrDefault(a => a.Key == "Per").Value.Value switch { 1 => Rate.Row, 2 => Rate.Column, _ => Rate.Varying };

        private static ScalarType? TypeOf(ITypeSymbol type) => type.SpecialType switch
        {
            SpecialType.System_Double => ScalarType.Double,
            SpecialType.System_Int64 => ScalarType.Long,
            SpecialType.System_Boolean => ScalarType.Bool,
            _ => null,
        };
    }
}
