using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds misspelt named arguments of the attributes that set hyperparameters.</summary>
/// <remarks>
/// Such an argument is an error of the compiler, which takes the name for a type (CS0246). A build stops there, before analyzers run.
/// Errors of a generator are shown beside those of the compiler, so that the generator says what the name may have meant.
/// </remarks>
internal static class UnknownArgumentReader
{
    private const string Ending = "Attribute";

    /// <summary>Returns the misspelt arguments of one declaration of a type, of its members' attributes too.</summary>
    public static EquatableArray<UnknownArgument> Read(
        SyntaxNode declaration, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellation)
    {
        if (declaration is not TypeDeclarationSyntax syntax)
            return EquatableArray<UnknownArgument>.Empty;
        IEnumerable<AttributeSyntax> attributes = syntax.AttributeLists
            .Concat(syntax.Members.Where(m => m is FieldDeclarationSyntax or PropertyDeclarationSyntax).SelectMany(m => m.AttributeLists))
            .SelectMany(l => l.Attributes);
        var found = new List<UnknownArgument>();
        foreach (AttributeSyntax attribute in attributes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (ClassOf(attribute, model.Compilation) is not { } ours)
                continue;
            foreach (NameEqualsSyntax name in NamesOf(attribute).Where(n => !IsSettable(ours, n.Name.Identifier.ValueText)))
            {
                if (SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(attribute, cancellation).Type, ours))
                    found.Add(Create(name.Name.Identifier, attribute, ours, type, model, cancellation));
            }
        }

        return found.ToEquatableArray();
    }

    /// <summary>Returns the diagnostic of a misspelt argument.</summary>
    public static Diagnostic Diagnose(UnknownArgument unknown)
    {
        var start = new LinePosition(unknown.StartLine, unknown.StartColumn);
        var end = new LinePosition(unknown.StartLine, unknown.StartColumn + unknown.Name.Length);
        var location = Location.Create(unknown.Path, new TextSpan(unknown.Start, unknown.Name.Length), new LinePositionSpan(start, end));
        return Diagnostic.Create(Descriptors.UnknownHyperparameter, location, unknown.Rule, unknown.Name, unknown.Advice);
    }

    private static UnknownArgument Create(
        SyntaxToken name,
        AttributeSyntax attribute,
        INamedTypeSymbol ours,
        INamedTypeSymbol type,
        SemanticModel model,
        CancellationToken cancellation)
    {
        AttributeData? use = ours.Is(Names.Optimize) || ours.Is(Names.Parameter)
            ? type.Attribute(Names.Optimize)
            : type.GetAttributes().FirstOrDefault(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation) == attribute);
        RuleForm form = RuleForm.All.FirstOrDefault(f => f.Use == use?.AttributeClass?.ToDisplayString()) ?? RuleForm.Rule;
        INamedTypeSymbol? rule = use is null ? null : RuleLocator.ClassOf(use, model.Compilation);
        string[] known = [.. ArgumentNames.Hyperparameters(rule, form.Method)];
        string? nearest = ArgumentNames.Nearest(name.ValueText, ours, known);
        string advice = known.Length == 0 ? "use one that the attribute has" : "use one of " + string.Join(", ", known);
        LinePosition start = name.GetLocation().GetLineSpan().StartLinePosition;
        return new(
            rule is null ? $"[{ours.Name.Replace(Ending, "")}]" : form.NameOf(rule),
            name.ValueText,
            advice + NearestName.Question(nearest),
            attribute.SyntaxTree.FilePath,
            name.SpanStart,
            start.Line,
            start.Character);
    }

    private static IEnumerable<NameEqualsSyntax> NamesOf(AttributeSyntax attribute) =>
        (attribute.ArgumentList?.Arguments.Select(a => a.NameEquals) ?? []).OfType<NameEqualsSyntax>();

    // Called for every attribute: so by its name in the source, which the caller confirms if an argument is unknown.
    private static INamedTypeSymbol? ClassOf(AttributeSyntax attribute, Compilation compilation)
    {
        if (attribute.ArgumentList is not { Arguments.Count: > 0 })
            return null;
        string name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText
            : attribute.Name is SimpleNameSyntax simple ? simple.Identifier.ValueText
            : "";
        string? full = Names.OfHyperparameters.FirstOrDefault(n => n == $"FusedOpt.{name}" || n == $"FusedOpt.{name}{Ending}");
        return full is null ? null : compilation.GetTypeByMetadataName(full);
    }

    private static bool IsSettable(INamedTypeSymbol attribute, string name) =>
        !attribute.GetMembers(name).IsEmpty || attribute.BaseType?.GetMembers(name).IsEmpty == false;
}
