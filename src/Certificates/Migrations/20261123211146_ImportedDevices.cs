using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Certificates.Migrations
{
    /// <inheritdoc />
    public partial class ImportedDevices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "device_fault",
                schema: "certificates",
                table: "imported_certificate",
                type: "character varying(30)",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "serial",
                schema: "certificates",
                table: "device",
                type: "character varying(60)",
                maxLength: 60,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(60)",
                oldMaxLength: 60);

            migrationBuilder.AlterColumn<Guid>(
                name: "sent_by",
                schema: "certificates",
                table: "certificate_import",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "fault",
                schema: "certificates",
                table: "certificate_import",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fault_entry",
                schema: "certificates",
                table: "certificate_import",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("update certificates.certificate_import set fault = 'Damaged', fault_entry = file_name where failed");

            migrationBuilder.DropColumn(
                name: "failed",
                schema: "certificates",
                table: "certificate_import");

            migrationBuilder.CreateIndex(
                name: "ix_device_serial_id",
                schema: "certificates",
                table: "device",
                columns: new[] { "serial", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_device_not_after_id",
                schema: "certificates",
                table: "certificate",
                columns: new[] { "device", "not_after", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_not_before",
                schema: "certificates",
                table: "certificate",
                column: "not_before");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_revoked",
                schema: "certificates",
                table: "certificate",
                columns: new[] { "not_after", "id" },
                filter: "revoked_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_subject_not_after_id",
                schema: "certificates",
                table: "certificate",
                columns: new[] { "subject", "not_after", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_device_serial_id",
                schema: "certificates",
                table: "device");

            migrationBuilder.DropIndex(
                name: "ix_certificate_device_not_after_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_not_before",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_revoked",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_subject_not_after_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "device_fault",
                schema: "certificates",
                table: "imported_certificate");

            migrationBuilder.DropColumn(
                name: "fault",
                schema: "certificates",
                table: "certificate_import");

            migrationBuilder.DropColumn(
                name: "fault_entry",
                schema: "certificates",
                table: "certificate_import");

            migrationBuilder.AlterColumn<string>(
                name: "serial",
                schema: "certificates",
                table: "device",
                type: "character varying(60)",
                maxLength: 60,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(60)",
                oldMaxLength: 60,
                oldCollation: "C");

            migrationBuilder.AlterColumn<Guid>(
                name: "sent_by",
                schema: "certificates",
                table: "certificate_import",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "failed",
                schema: "certificates",
                table: "certificate_import",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }
    }
}
