using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Reads an update rule, or a stage around one: the parameters through <see cref="Signature"/>, the body through <see cref="BodyReader"/>.
/// </summary>
internal static class RuleReader
{
    /// <summary>Returns true if a part can be added to the class of a rule.</summary>
    public static bool CanBeExtended(INamedTypeSymbol rule) =>
        rule.IsStatic && Declarations.Outermost(rule).All(t => Declarations.IsPartial(t) && !t.IsFileLocal);

    /// <summary>Returns the rule, or null if the rule is refused.</summary>
    public static Rule? Read(
        INamedTypeSymbol rule, RuleForm form, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        IMethodSymbol[] updates = [.. rule.GetMembers(form.Method).OfType<IMethodSymbol>()];
        INamedTypeSymbol? closed = Declarations.Outermost(rule).FirstOrDefault(t => !Declarations.IsPartial(t));
        if (Problem(rule, form, closed, updates.Length) is { } problem)
        {
            diagnostics.Add(Descriptors.RuleSignature, Declarations.NameLocation(closed ?? rule), problem);
            return null;
        }

        if (updates.Length > 1)
        {
            string advice = $"and '{rule.Name}' has {updates.Length}; keep one of them under that name";
            diagnostics.Add(
                Descriptors.RuleSignature,
                updates[1].Locations[0],
                $"{form.Title} must have one method {form.Method}, {advice}");
            return null;
        }

        var builder = new ProgramBuilder();
        Signature? signature = Signature.Read(form, updates[0], builder, diagnostics);
        if (signature is null)
            return null;

        var body = new BodyReader(builder, diagnostics, rule, new RuleSource(diagnostics, rule, compilation), new ReadingBounds());
        foreach (IParameterSymbol parameter in updates[0].Parameters.Where(p => signature.Inputs[p.Ordinal] != Signature.Noise))
            body.Declare(parameter, signature.Inputs[parameter.Ordinal]);
        if (!body.Read(updates[0], cancellation))
            return null;

        foreach ((IParameterSymbol symbol, StateSlot slot) in signature.States)
        {
            if (Rates.Join(builder[body.ValueOf(symbol)].Rate, slot.Rate) == slot.Rate)
                continue;
            string scope = slot.Rate switch { Rate.Row => "a row", Rate.Column => "a column", _ => "a parameter" };
            diagnostics.Add(
                Descriptors.RuleSignature,
                symbol.Locations.FirstOrDefault(),
                $"State '{symbol.Name}' has one value for {scope}, but is assigned a value that differs within {scope}; "
                    + "reduce that value first");
            return null;
        }

        object? source = rule.Attribute(form.Attribute)!.NamedArguments.FirstOrDefault(a => a.Key == "Source").Value.Value;
        Program update = new(
            form.NameOf(rule),
            source is string { Length: > 0 } text ? text : null,
            ElementType.Any,
            signature.Hyperparameters.ToEquatableArray(),
            signature.States.Select(s => s.Slot with { Out = body.ValueOf(s.Symbol) }).ToEquatableArray(),
            builder.ToInstructions(),
            body.ValueOf(updates[0].Parameters[0]),
            body.Requirements.ToEquatableArray(),
            form.Kind);

        // Half-typed code can lack names, or have them twice.
        if (Verifier.Check(update) is not null)
        {
            diagnostics.AddCompilerError();
            return null;
        }

        return form.Kind == ProgramKind.Transform
            ? new(update, null, null)
            : MoveReader.Read(rule, update, updates[0], compilation, diagnostics, cancellation);
    }

    private static string? Problem(INamedTypeSymbol rule, RuleForm form, INamedTypeSymbol? closed, int updates)
    {
        if (RuleForm.FindAll(rule).Skip(1).Any())
        {
            string marks = string.Join(" and ", RuleForm.FindAll(rule).Select(f => f.Mark));
            return $"'{rule.Name}' is marked {marks}; give each of them a class of its own";
        }

        if (!rule.IsStatic || rule.TypeKind != TypeKind.Class)
        {
            return $"{form.Title} must be a static partial class, and '{rule.Name}' is not; "
                + $"write 'public static partial class {rule.Name}'";
        }

        if (closed is not null)
        {
            return $"'{closed.Name}' must be declared partial, "
                + $"because the compiled form of the {form.Noun} is generated into '{rule.Name}'";
        }

        if (rule.IsGenericType || rule.ContainingType is { IsGenericType: true })
        {
            return $"{form.Title} cannot be generic, nor be nested in a generic class; "
                + $"make '{rule.Name}' a class of its own without type parameters";
        }

        if (Declarations.Outermost(rule).Any(t => t.IsFileLocal))
        {
            return $"{form.Title} cannot be local to its file, because its compiled form is generated into another; "
                + $"make '{rule.Name}' internal";
        }

        return updates == 0
            ? $"{form.Title} must have one method {form.Method}, and '{rule.Name}' has none; add one that begins with {form.Beginning}"
            : null;
    }
}
