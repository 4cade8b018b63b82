using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads tokens into a fingerprint, and collects the names among them. White space and comments do not count.</summary>
internal sealed class TokenReader
{
    private static readonly HashSet<string> GeneratedNames = [.. GeneratedMemberNames.All, "Generated"];

    private readonly FingerprintBuilder _builder = new();
    private readonly HashSet<string> _identifiers = [];
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _declared = [];

    /// <summary>True to skip the bodies of instance methods and of constructors: no symbol and no rule depends on such bodies.</summary>
    public bool SkipsBodies { get; init; }

    public bool HasRead { get; private set; }

    public IReadOnlyCollection<string> Identifiers => _identifiers;

    /// <summary>True if a name is used that this generator could declare, and that nothing in the tokens declares.</summary>
    public bool MayNameGenerated => _used.Any(n =>
        n == GeneratedMemberNames.GradientsType
        || ((GeneratedNames.Contains(n) || TargetReader.MayCollide(n)) && !_declared.Contains(n)));

    public void Add(string text) => _builder.Add(text);

    public void Add(long number) => _builder.Add(number);

    public void Add(Fingerprint fingerprint) => _builder.Add(fingerprint);

    public Fingerprint ToFingerprint() => _builder.ToFingerprint();

    public void Read(SyntaxNode node)
    {
        HasRead = true;
        foreach (SyntaxToken token in node.DescendantTokens(Enters))
        {
            _builder.Add(token.RawKind);
            _builder.Add(token.Text);
            if (token.IsKind(SyntaxKind.IdentifierToken))
                AddIdentifier(token);
        }

        _builder.Add(-1);
    }

    /// <summary>Returns true if a node declares a class, structure, record or interface.</summary>
    /// <remarks>The members of such types are known from the syntax.</remarks>
    public static bool IsKnownType(SyntaxNode? node) =>
        node.IsKind(SyntaxKind.ClassDeclaration)
        || node.IsKind(SyntaxKind.StructDeclaration)
        || node.IsKind(SyntaxKind.RecordDeclaration)
        || node.IsKind(SyntaxKind.RecordStructDeclaration)
        || node.IsKind(SyntaxKind.InterfaceDeclaration);

    // The presence of a body counts, and the form of the body.
    private bool Enters(SyntaxNode node)
    {
        if (!SkipsBodies || node is not (BlockSyntax or ArrowExpressionClauseSyntax) || !IsUnread(node.Parent) || node.ContainsDirectives)
            return true;
        _builder.Add(node.RawKind);
        return false;
    }

    // Static methods can be methods of a rule, and the accessors of a property decide if it has a field. Losses, and the methods that a
    // loss can call, are marked, or stand in a class with a marked method.
    private static bool IsUnread(SyntaxNode? member) =>
        IsKnownType(member?.Parent)
        && !member!.Parent.IsKind(SyntaxKind.InterfaceDeclaration)
        && member is ConstructorDeclarationSyntax or DestructorDeclarationSyntax or MethodDeclarationSyntax
        && !((BaseMethodDeclarationSyntax)member).Modifiers.Any(SyntaxKind.StaticKeyword)
        && !(member is MethodDeclarationSyntax && HasNetwork((TypeDeclarationSyntax)member.Parent!));

    /// <summary>Returns true if a declaration has a method that is marked as part of a network.</summary>
    public static bool HasNetwork(TypeDeclarationSyntax type)
    {
        foreach (MemberDeclarationSyntax member in type.Members)
        {
            if (member is not MethodDeclarationSyntax method)
                continue;
            foreach (AttributeListSyntax list in method.AttributeLists)
            {
                foreach (AttributeSyntax attribute in list.Attributes)
                {
                    if (IsOfNetwork(attribute.Name))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool IsOfNetwork(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => IsOfNetwork(qualified.Right),
        AliasQualifiedNameSyntax alias => IsOfNetwork(alias.Name),
        SimpleNameSyntax { Identifier.ValueText: var text } =>
            text is "Loss" or "LossAttribute" or "Inference" or "InferenceAttribute" or "Layer" or "LayerAttribute",
        _ => false,
    };

    private void AddIdentifier(SyntaxToken token)
    {
        string name = token.ValueText;
        _identifiers.Add(name);
        if (token.Parent is not SimpleNameSyntax use)
        {
            _declared.Add(name);
            return;
        }

        if (use.Parent is NameEqualsSyntax or NameColonSyntax)
            return;
        _used.Add(name);
        SyntaxNode? around = use.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax ? use.Parent.Parent : use.Parent;
        if (around is AttributeSyntax)
            _identifiers.Add(name + "Attribute");
    }
}
