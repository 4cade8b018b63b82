using System;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the rule that an [Optimize] names, or the stage that a [Transform] or [Average] names, with its text.</summary>
/// <remarks>
/// The text is in the metadata of the assembly that the rule was compiled in. A rule of the same project is compiled here instead.
/// </remarks>
internal static class RuleLocator
{
    /// <summary>Returns the rule or stage; null if it is refused.</summary>
    public static RuleUse? Find(
        AttributeData optimize, RuleForm form, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (optimize.ConstructorArguments is not [{ } argument] || argument.Kind == TypedConstantKind.Error)
        {
            diagnostics.AddCompilerError();
            return null;
        }

        Location? location = LocationOf(optimize, cancellation);
        INamedTypeSymbol? rule = ClassOf(optimize, compilation);
        string name = argument.Kind == TypedConstantKind.Enum ? MemberOf(argument) : (argument.Value as ITypeSymbol)?.Name ?? "null";
        if (rule?.TypeKind == TypeKind.Error)
        {
            diagnostics.AddCompilerError();
            return null;
        }

        if (rule?.Attribute(form.Attribute) is null)
        {
            diagnostics.Add(Descriptors.NoRule, location, name, form.Noun, Advice(rule, argument, form));
            return null;
        }

        string? text = SymbolEqualityComparer.Default.Equals(rule.ContainingAssembly, compilation.Assembly)
            ? FromSource(rule, form, compilation, diagnostics, cancellation)
            : FromMetadata(rule, form, location, diagnostics);
        return text is null ? null : new(rule.ToDisplayString(), text, Rule.Parse(text)?.Evaluate is not null);
    }

    /// <summary>Returns the class of the rule or stage that an attribute names; null if there is none.</summary>
    public static INamedTypeSymbol? ClassOf(AttributeData use, Compilation compilation)
    {
        if (use.ConstructorArguments is not [{ } argument] || argument.Kind != TypedConstantKind.Enum)
            return use.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: INamedTypeSymbol type }] ? type : null;

        // GetTypeByMetadataName is cached, but returns null if several assemblies have such a type.
        string fullName = Names.BuiltInRule(MemberOf(argument));
        return compilation.GetTypeByMetadataName(fullName)
            ?? compilation.GetTypesByMetadataName(fullName).FirstOrDefault(t => t.Attribute(Names.UpdateRule) is not null);
    }

    /// <summary>Returns the arguments of the error for a type whose compiled form is missing or cannot be read.</summary>
    public static object[] Uncompiled(string name, RuleForm form)
    {
        string advice = $"it is marked {form.Mark}, but its assembly has no compiled form of it that can be read; "
            + "build that assembly again with FusedOpt's generator";
        return [name, form.Noun, advice];
    }

    // Returns the name of a member of an enum, or its value if no member has the value.
    private static string MemberOf(TypedConstant argument) => argument.Type!.GetMembers()
        .OfType<IFieldSymbol>()
        .FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, argument.Value))?.Name
        ?? FormattableString.Invariant($"({argument.Type.Name}){argument.Value}");

    // The advice depends on the type that was taken for a rule.
    private static string Advice(INamedTypeSymbol? type, TypedConstant argument, RuleForm form)
    {
        string make = $"typeof a static partial class that is marked {form.Mark} and has a method {form.Method}";
        if (argument.Kind == TypedConstantKind.Enum)
            return $"use a member of {argument.Type!.Name}, or {make}";
        return type is not null && RuleForm.All.FirstOrDefault(f => type.Attribute(f.Attribute) is not null) is { } other
            ? $"it is {other.Name}, which goes into {other.UseMark}"
            : $"name {make}";
    }

    /// <summary>Returns the location of the argument of [Optimize] that names the rule.</summary>
    public static Location? LocationOf(AttributeData optimize, CancellationToken cancellation)
    {
        var syntax = optimize.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        return syntax?.ArgumentList?.Arguments.FirstOrDefault()?.GetLocation();
    }

    // The text is not parsed here, at every keystroke: an error in the text shows when it is compiled.
    private static string? FromMetadata(INamedTypeSymbol rule, RuleForm form, Location? location, DiagnosticBag diagnostics)
    {
        if (rule.Attribute(Names.CompiledRule)?.ConstructorArguments is not [{ Value: int version }, { Value: string text }])
        {
            diagnostics.Add(Descriptors.NoRule, location, Uncompiled(rule.Name, form));
            return null;
        }

        if (version != ProgramPrinter.FormatVersion)
        {
            string advice = version > ProgramPrinter.FormatVersion
                ? "update FusedOpt in this project to the version that the rule's assembly uses"
                : "build the rule's assembly again with this version";
            diagnostics.Add(Descriptors.IncompatibleRule, location, rule.Name, version, ProgramPrinter.FormatVersion, advice);
            return null;
        }

        return text;
    }

    // An error in a rule is reported once, at the rule, and not at each class that uses the rule.
    private static string? FromSource(
        INamedTypeSymbol rule, RuleForm form, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var unreported = new DiagnosticBag();
        string? text = Attempt.Run(
            () => RuleReader.Read(rule, form, compilation, unreported, cancellation)?.Print(),
            _ => Failed(unreported));
        diagnostics.Inherit(unreported);
        return text;
    }

    private static string? Failed(DiagnosticBag unreported)
    {
        unreported.InheritFailure();
        return null;
    }
}
