using FusedOpt.Generator.Backends.CSharp;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator;

/// <summary>
/// Reads each attributed class into values and, where these have changed, compiles them. Reports nothing:
/// <see cref="OptimizeAnalyzer"/> runs the same frontend for that.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OptimizeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TargetModel?> targets = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.Optimize,
                static (node, _) => node is TypeDeclarationSyntax,
                static (target, cancellation) => TargetReader.IsFirstDeclaration((INamedTypeSymbol)target.TargetSymbol, target.TargetNode, cancellation)
                    ? TargetReader.Read((INamedTypeSymbol)target.TargetSymbol, target.SemanticModel.Compilation, new DiagnosticBag(), cancellation)
                    : null)
            .WithTrackingName(TrackingNames.Targets);

        context.RegisterSourceOutput(targets, static (output, target) =>
        {
            if (target is not null)
                output.AddSource(target.Type.HintName + ".g.cs", CSharpBackend.Emit(target));
        });

        foreach (RuleForm form in RuleForm.All)
        {
            IncrementalValuesProvider<RuleModel?> rules = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    form.Attribute,
                    static (node, _) => node is ClassDeclarationSyntax,
                    (rule, cancellation) =>
                    {
                        var type = (INamedTypeSymbol)rule.TargetSymbol;
                        if (ProjectReader.RefusesRule(type, rule.SemanticModel.Compilation, new DiagnosticBag()))
                            return null;
                        Rule? read = RuleReader.Read(type, form, rule.SemanticModel.Compilation, new DiagnosticBag(), cancellation);
                        return read is null ? null : new RuleModel(Declarations.Of(type), read.Print());
                    })
                .WithTrackingName(TrackingNames.Rules);

            context.RegisterSourceOutput(rules, static (output, rule) =>
            {
                if (rule is not null)
                    output.AddSource(rule.Type.HintName + ".g.cs", RuleEmitter.Emit(rule));
            });
        }
    }
}
