using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class UseOfCertificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_signature_certificate_thumbprint_accepted_at",
                schema: "signing",
                table: "signature",
                columns: new[] { "certificate_thumbprint", "accepted_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_signature_certificate_thumbprint_accepted_at",
                schema: "signing",
                table: "signature");
        }
    }
}
